package dev.imagespace.tower.block;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/** Two linear layers with an activation between. */
public record Mlp(Linear fc, Activation activation, Linear proj) {

  public static Mlp of(Weights weights, BlockConfig config) {
    return new Mlp(
        Linear.of(weights.in("c_fc"), config.width(), config.mlpWidth()),
        config.activation(),
        Linear.of(weights.in("c_proj"), config.mlpWidth(), config.width()));
  }

  public Tensor forward(Ops ops, Tensor x) { // (N, D) → (N, D)
    return proj.forward(ops, ops.activate(activation, fc.forward(ops, x)));
  }
}
