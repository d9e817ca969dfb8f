package dev.imagespace.encode;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/**
 * A network as its batcher sees it. Immutable; thread-safe if its functions are.
 *
 * @param inputs what it reads, for messages: "pictures" or "texts"
 * @param size inputs that it takes at once
 * @param length of an input; in a batch, all are padded to the longest
 * @param run the vector of each input, in their order
 */
record BatchedNetwork<T>(
    String inputs,
    int size,
    ToIntFunction<T> length,
    BiFunction<List<T>, Share, List<float[]>> run) {

  /** Padding that costs less than a batch of one's own. */
  private static final int PADDING = 8;

  boolean runTogether(T one, T other) {
    return Math.abs(length.applyAsInt(one) - length.applyAsInt(other)) <= PADDING;
  }
}
