package dev.imagespace;

import dev.imagespace.image.ImageSource;
import org.jspecify.annotations.Nullable;

/**
 * One item: a picture, its description, or both. Immutable.
 *
 * @param image null if the item has no picture
 * @param description null or "" if the item has none; any other text, " " included, is embedded
 */
public record ImageData(@Nullable ImageSource image, @Nullable String description) {

  public static ImageData of(ImageSource image) {
    return new ImageData(image, null);
  }

  public static ImageData of(ImageSource image, @Nullable String description) {
    return new ImageData(image, description);
  }

  public static ImageData ofDescription(String description) {
    return new ImageData(null, description);
  }

  /** Whether there is nothing to embed; see {@link EmptyItemPolicy}. */
  public boolean isEmpty() {
    return image == null && (description == null || description.isEmpty());
  }

  /** Names the picture and never prints its content. */
  @Override
  public String toString() {
    return "ImageData[image=%s, description=%s]"
        .formatted(image == null ? null : image.describe(), description);
  }
}
