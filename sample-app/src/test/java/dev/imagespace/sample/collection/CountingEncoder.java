package dev.imagespace.sample.collection;

import dev.imagespace.ImageData;
import dev.imagespace.ItemEmbedding;
import java.util.List;
import java.util.Locale;

/** Directions by the letters of a description; counts what it embeds. Not thread-safe. */
final class CountingEncoder implements PictureEncoder {
  int embedded;

  @Override
  public String model() {
    return "letters";
  }

  @Override
  public int dimension() {
    return 26;
  }

  @Override
  public String fingerprint() {
    return "0123456789abcdef";
  }

  @Override
  public List<ItemEmbedding> embed(List<ImageData> items) {
    embedded += items.size();
    return items.stream().map(CountingEncoder::outcome).toList();
  }

  @Override
  public float[] embed(SearchQuery query) {
    return letters(String.valueOf(query.text()));
  }

  private static ItemEmbedding outcome(ImageData item) {
    String text = item.description();
    return text == null
        ? new ItemEmbedding.Rejected(new IllegalStateException("not described"))
        : new ItemEmbedding.Embedded(letters(text));
  }

  private static float[] letters(String text) {
    var counts = new float[26];
    text.toLowerCase(Locale.ROOT)
        .chars()
        .filter(letter -> letter >= 'a' && letter <= 'z')
        .forEach(letter -> counts[letter - 'a']++);
    return counts;
  }
}
