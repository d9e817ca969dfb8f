package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;

/**
 * All rows of each item to one. One that only picks a row is none of these: {@link
 * Transformer#rows} computes no others.
 */
@FunctionalInterface
public interface Pooler {

  Tensor forward(Ops ops, Tensor x, Dim tokens); // (B·K, D) → (B, D)

  /**
   * The mean of an item's rows but for the first ones.
   *
   * @param width D
   */
  static Pooler meanBehind(int first, int width) {
    return (ops, x, tokens) -> {
      Tensor rows = ops.reshape(x, Dim.B, tokens, Dim.of(width));
      return ops.mean(first == 0 ? rows : ops.slice(rows, 1, Dim.of(first), tokens), 1);
    };
  }
}
