package dev.imagespace.tower.text;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Projection;
import java.util.List;

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
    NONE
  }

  private final List<Projection> layers;

  /** Of the weights of this name, from one width to another. */
  TextHead(Weights weights, String name, Kind kind, int in, int out) {
    int between = (in + out) / 2;
    this.layers =
        switch (kind) {
          case LINEAR -> List.of(Projection.of(weights, name, in, out));
          case BIASED -> List.of(Projection.withBias(weights, name, in, out));
          case MLP ->
              List.of(
                  Projection.of(weights, name + ".0", in, between),
                  Projection.of(weights, name + ".2", between, out));
          case NONE -> List.of();
        };
  }

  Tensor forward(Ops ops, Tensor x) { // (B, in) → (B, out)
    Tensor state = x;
    for (Projection layer : layers) {
      state = state == x ? x : ops.activate(Activation.GELU, state);
      state = layer.forward(ops, state);
    }
    return state;
  }
}
