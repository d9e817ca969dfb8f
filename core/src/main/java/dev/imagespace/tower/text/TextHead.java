package dev.imagespace.tower.text;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Linear;
import dev.imagespace.tower.block.Projection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From the width of a tower into the shared space. */
public final class TextHead {

  /** Its layers. */
  public enum Kind {
    /** A matrix. */
    LINEAR,
    /** A matrix and a bias. */
    BIASED,
    /** Two matrices, as wide as the mean of both sides between, with GELU there. */
    MLP,
    /** None: the width is the dimension. */
    NONE;

    String canonical() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final @Nullable Projection hidden;
  private final @Nullable Projection matrix;
  private final @Nullable Linear biased;

  /** Of the weights of this name, from one width to another. */
  TextHead(Weights weights, String name, Kind kind, int in, int out) {
    int between = (in + out) / 2;
    this.hidden = kind == Kind.MLP ? Projection.of(weights, name + ".0", in, between) : null;
    this.matrix =
        switch (kind) {
          case LINEAR -> Projection.of(weights, name, in, out);
          case MLP -> Projection.of(weights, name + ".2", between, out);
          case BIASED, NONE -> null;
        };
    this.biased = kind == Kind.BIASED ? Linear.of(weights.in(name), in, out) : null;
  }

  Tensor forward(Ops ops, Tensor x) { // (B, in) → (B, out)
    if (biased != null) {
      return biased.forward(ops, x);
    }
    if (hidden != null) {
      x = ops.activate(Activation.GELU, hidden.forward(ops, x));
    }
    return matrix == null ? x : matrix.forward(ops, x);
  }
}
