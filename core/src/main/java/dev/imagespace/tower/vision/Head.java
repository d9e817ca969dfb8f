package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Linear;
import dev.imagespace.tower.block.Mlp;
import dev.imagespace.tower.block.Projection;

/** How what a network of pictures has pooled becomes a vector. */
public enum Head {
  /** A matrix: CLIP. */
  PLAIN,
  /** A linear layer with a bias. */
  BIASED,
  /** An MLP with a hidden layer of twice the vector's numbers, whose second layer has no bias. */
  MLP,
  /** The same, whose second layer has one too. */
  BIASED_MLP,
  /** It is the vector. */
  NONE;

  /** A head that can be run. */
  @FunctionalInterface
  interface Layer {
    Tensor forward(Ops ops, Tensor row); // (B, in) → (B, out)
  }

  /** With the weights. */
  Layer layer(Weights weights, int in, int out) {
    return switch (this) {
      case PLAIN -> Projection.of(weights, "proj", in, out)::forward;
      case BIASED -> Projection.withBias(weights, "proj", in, out)::forward;
      case MLP, BIASED_MLP -> mlp(weights.in("proj"), in, out)::forward;
      case NONE -> same(in, out);
    };
  }

  private static Layer same(int in, int out) {
    if (in != out) {
      throw new IllegalArgumentException(
          "vectors of %d numbers are asked of a network that gives %d and projects nothing"
              .formatted(out, in));
    }
    return (ops, row) -> row;
  }

  private Mlp mlp(Weights weights, int in, int out) {
    Linear last =
        this == BIASED_MLP
            ? Linear.of(weights.in("fc2"), 2 * out, out)
            : new Linear(weights.get("fc2.weight", out, 2L * out), null);
    return new Mlp(Linear.of(weights.in("fc1"), in, 2 * out), Activation.GELU, last);
  }
}
