package dev.imagespace.tokenize;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A text as a network reads it.
 *
 * @param ids with special tokens, and with padding where the network reads that; not to be changed
 * @param count of ids that are no padding
 * @param truncated whether the text has more ids, which were cut off
 */
public record Tokens(int[] ids, int count, boolean truncated) {

  /** Without padding. */
  static Tokens of(int[] ids, boolean truncated) {
    return new Tokens(ids, ids.length, truncated);
  }

  /** With an id before all. */
  Tokens behind(int id) {
    int[] longer = new int[ids.length + 1];
    longer[0] = id;
    System.arraycopy(ids, 0, longer, 1, ids.length);
    return new Tokens(longer, count + 1, truncated);
  }

  /** With others for some ids. */
  Tokens map(IntUnaryOperator other) {
    return new Tokens(Arrays.stream(ids).map(other).toArray(), count, truncated);
  }
}
