package dev.imagespace.tower.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Token ids of several texts as one rectangle, as wide as the longest of them.
 *
 * @param size B
 * @param length L
 * @param ids (B·L), row-major
 */
record PaddedIds(int size, int length, long[] ids) {

  static void requireBelow(int vocabulary, int[] ids) {
    for (int id : ids) {
      if (id >= vocabulary) {
        throw new IllegalArgumentException(
            "its tokenizer gives the id %d, and its network knows %d tokens"
                .formatted(id, vocabulary));
      }
    }
  }

  static PaddedIds of(List<int[]> texts, int padding) {
    int length = texts.stream().mapToInt(text -> text.length).max().orElse(1);
    long[] ids = new long[texts.size() * length];
    Arrays.fill(ids, padding);
    for (int i = 0; i < texts.size(); i++) {
      int[] text = texts.get(i);
      for (int j = 0; j < text.length; j++) {
        ids[i * length + j] = text[j];
      }
    }
    return new PaddedIds(texts.size(), length, ids);
  }

  /** Added to the scores of keys, (B, 1, 1, L): no token sees one of padding's id. */
  float[] mask(int padding) {
    float[] mask = new float[ids.length];
    for (int i = 0; i < ids.length; i++) {
      mask[i] = ids[i] == padding ? Float.NEGATIVE_INFINITY : 0;
    }
    return mask;
  }

  /** What each row counts in the mean of its text, (B, 1, L): padding nothing. */
  float[] shares(int padding) {
    float[] shares = new float[ids.length];
    for (int from = 0; from < ids.length; from += length) {
      long count = Arrays.stream(ids, from, from + length).filter(id -> id != padding).count();
      for (int i = from; i < from + length; i++) {
        shares[i] = ids[i] == padding ? 0 : 1f / count;
      }
    }
    return shares;
  }

  /** Rows of a position table, (B·L): padding has its id's, tokens those behind it, in order. */
  long[] places(int padding) {
    long[] places = new long[ids.length];
    for (int from = 0; from < ids.length; from += length) {
      int place = padding;
      for (int i = from; i < from + length; i++) {
        places[i] = ids[i] == padding ? padding : ++place;
      }
    }
    return places;
  }

  /** The number of each text's first row, (B). */
  long[] firstRows() {
    return IntStream.range(0, size).mapToLong(i -> (long) i * length).toArray();
  }
}
