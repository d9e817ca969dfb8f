package dev.imagespace.sample.collection;

import dev.imagespace.EmbeddingIterator;
import dev.imagespace.ImageData;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.execution.Outcome;
import java.util.Iterator;
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
  public EmbeddingIterator embedEach(Iterator<ImageData> items) {
    return new EmbeddingIterator() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public Outcome<ItemEmbedding> next() {
        embedded++;
        return outcome(items.next());
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public float[] embed(SearchQuery query) {
    return letters(String.valueOf(query.text()));
  }

  private static Outcome<ItemEmbedding> outcome(ImageData item) {
    String text = item.description();
    return text == null
        ? Outcome.rejected(new IllegalStateException("not described"))
        : Outcome.of(new ItemEmbedding(letters(text), null, letters(text), text.length(), false));
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
