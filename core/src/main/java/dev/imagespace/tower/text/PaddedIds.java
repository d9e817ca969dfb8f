package dev.imagespace.tower.text;

import java.util.Arrays;
import java.util.List;

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
}
