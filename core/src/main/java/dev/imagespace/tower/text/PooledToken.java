package dev.imagespace.tower.text;

import java.util.Arrays;

/**
 * Which token of a text carries its meaning.
 *
 * @param id of the end-of-text token, or {@link #LARGEST_ID}
 */
public record EndOfText(int id) {
  private static final int LARGEST_ID = -1;

  /** OpenCLIP's rule, and Hugging Face's for configurations that still say 2: the largest id. */
  public static EndOfText largestId() {
    return new EndOfText(LARGEST_ID);
  }

  public static EndOfText of(int id) {
    return new EndOfText(id);
  }

  String canonical() {
    return id == LARGEST_ID ? "largest-id" : Integer.toString(id);
  }

  void requireIn(int[] ids) {
    if (id != LARGEST_ID && Arrays.stream(ids).noneMatch(other -> other == id)) {
      throw new IllegalArgumentException(
          "its network reads a text at token %d, which its tokenizer does not give".formatted(id));
    }
  }

  /** The first position that holds the token; 0 where none does, as in Python. */
  int position(int[] ids) {
    int position = 0;
    for (int i = 0; i < ids.length; i++) {
      if (id == LARGEST_ID) {
        position = ids[i] > ids[position] ? i : position;
      } else if (ids[i] == id) {
        return i;
      }
    }
    return position;
  }
}
