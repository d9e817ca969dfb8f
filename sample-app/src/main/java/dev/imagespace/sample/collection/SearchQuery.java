package dev.imagespace.sample.collection;

import dev.imagespace.image.ImageSource;
import org.jspecify.annotations.Nullable;

/** What a search looks for: words, a picture, or both by their weights. Immutable. */
public record SearchQuery(
    @Nullable String text, double textWeight, @Nullable ImageSource image, double imageWeight) {

  public static SearchQuery ofText(String text) {
    return new SearchQuery(text, 1, null, 1);
  }

  public SearchQuery {
    text = text == null || text.isBlank() ? null : text.strip();
    if (!Double.isFinite(textWeight) || !Double.isFinite(imageWeight)) {
      throw new IllegalArgumentException(
          "A weight must be a finite number; given %s for the text and %s for the picture."
              .formatted(textWeight, imageWeight));
    }
  }

  /** Whether nothing is left to compare pictures with. */
  public boolean isEmpty() {
    return (text == null || textWeight == 0) && (image == null || imageWeight == 0);
  }
}
