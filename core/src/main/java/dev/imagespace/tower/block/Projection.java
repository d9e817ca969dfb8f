package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Into the shared space. OpenCLIP stores a bare matrix (in, out) for x·M; Hugging Face and timm a
 * linear layer's weight (out, in), timm with a bias.
 */
public record Projection(Parameter matrix, boolean transposed, @Nullable Parameter bias) {

  /** Without a bias. */
  public static Projection of(Weights weights, String name, int in, int out) {
    return weights.has(name + ".weight")
        ? new Projection(weights.get(name + ".weight", out, in), true, null)
        : new Projection(weights.get(name, in, out), false, null);
  }

  /** A linear layer with a bias. */
  public static Projection withBias(Weights weights, String name, int in, int out) {
    return new Projection(
        weights.get(name + ".weight", out, in), true, weights.get(name + ".bias", out));
  }

  public Tensor forward(Ops ops, Tensor x) { // (B, in) → (B, out)
    return transposed ? ops.linear(x, matrix, bias) : ops.matmul(x, matrix);
  }
}
