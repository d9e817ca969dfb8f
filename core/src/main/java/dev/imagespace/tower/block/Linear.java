package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/** x·Wᵀ + b. */
public record Linear(Parameter weight, @Nullable Parameter bias) {

  public static Linear of(Weights weights, int in, int out) {
    return new Linear(weights.get("weight", out, in), weights.get("bias", out));
  }

  /** Some of the outputs: rows of W and b. */
  public Linear rows(int from, int to) {
    return new Linear(weight.rows(from, to), bias == null ? null : bias.rows(from, to));
  }

  public Tensor forward(Ops ops, Tensor x) { // (N, in) → (N, out)
    return ops.linear(x, weight, bias);
  }
}
