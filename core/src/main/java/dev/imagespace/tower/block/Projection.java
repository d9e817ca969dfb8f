package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/**
 * Into the shared space, without a bias. OpenCLIP stores a bare matrix (in, out) for x·M; Hugging
 * Face a linear layer's weight (out, in).
 */
public record Projection(Parameter matrix, boolean transposed) {

  public static Projection of(Weights weights, String name, int in, int out) {
    return weights.has(name + ".weight")
        ? new Projection(weights.get(name + ".weight", out, in), true)
        : new Projection(weights.get(name, in, out), false);
  }

  public Tensor forward(Ops ops, Tensor x) { // (B, in) → (B, out)
    return transposed ? ops.linear(x, matrix, null) : ops.matmul(x, matrix);
  }
}
