package dev.imagespace.tower.block;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Two linear layers with an activation between, or with the product of a layer and an activated
 * gate (Shazeer 2020).
 *
 * @param normIn of what comes in
 * @param gate activated in place of fc, which is multiplied by it
 * @param norm of the hidden layer
 */
public record Mlp(
    @Nullable LayerNorm normIn,
    Linear fc,
    @Nullable Linear gate,
    Activation activation,
    @Nullable LayerNorm norm,
    Linear proj) {

  public Mlp(Linear fc, Activation activation, Linear proj) {
    this(null, fc, null, activation, null, proj);
  }

  public static Mlp of(Weights weights, BlockConfig config) {
    int width = config.width();
    int hidden = config.mlpWidth();
    double epsilon = config.epsilon();
    return new Mlp(
        config.has(BlockOption.MLP_NORM) ? LayerNorm.of(weights.in("ln_in"), width, epsilon) : null,
        Linear.of(weights.in("c_fc"), width, hidden),
        config.has(BlockOption.GATED_MLP) ? Linear.of(weights.in("c_gate"), width, hidden) : null,
        config.activation(),
        config.has(BlockOption.HIDDEN_NORM)
            ? LayerNorm.of(weights.in("ln"), hidden, epsilon)
            : null,
        Linear.of(weights.in("c_proj"), hidden, width));
  }

  public Tensor forward(Ops ops, Tensor x) { // (N, D) → (N, D)
    Tensor in = normIn == null ? x : normIn.forward(ops, x);
    Tensor hidden = hidden(ops, in);
    return proj.forward(ops, norm == null ? hidden : norm.forward(ops, hidden));
  }

  private Tensor hidden(Ops ops, Tensor x) {
    Tensor y = fc.forward(ops, x);
    return gate == null
        ? ops.activate(activation, y)
        : ops.multiply(ops.activate(activation, gate.forward(ops, x)), y);
  }
}
