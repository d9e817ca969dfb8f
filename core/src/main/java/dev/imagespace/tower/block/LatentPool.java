package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Ops.AttentionShape;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/**
 * A row that the network learnt attends to all rows, with an MLP behind it: SigLIP's head (Zhai et
 * al. 2023), timm's AttentionPoolLatent.
 */
public final class LatentPool implements Pooler {
  private final BlockConfig config;
  private final Parameter latent;
  private final Linear query;
  private final Linear keyValue;
  private final Linear out;
  private final LayerNorm norm;
  private final Mlp mlp;

  /**
   * Takes its weights.
   *
   * @param config of its attention and MLP
   */
  public LatentPool(Weights weights, BlockConfig config) {
    int width = config.width();
    this.config = config;
    this.latent = weights.broadcast("latent", 1, width);
    this.query = Linear.of(weights.in("q"), width, width);
    this.keyValue = Linear.of(weights.in("kv"), width, 2 * width);
    this.out = Linear.of(weights.in("out_proj"), width, width);
    this.norm = LayerNorm.of(weights.in("ln"), width, config.epsilon());
    this.mlp = Mlp.of(weights.in("mlp"), config);
  }

  @Override
  public Tensor forward(Ops ops, Tensor x, Dim tokens) {
    Dim one = Dim.of(1);
    Dim width = Dim.of(config.width());
    Tensor asked = query.forward(ops, ops.reshape(latent, one, width));
    Tensor both = keyValue.forward(ops, x);
    Tensor attended =
        ops.attention(
            ops.expand(asked, Dim.B, width),
            ops.slice(both, 1, Dim.of(0), width),
            ops.slice(both, 1, width, width.times(2)),
            new AttentionShape(one, tokens, config.heads(), config.headWidth()),
            null);
    Tensor y = out.forward(ops, attended);
    return ops.residual(y, mlp.forward(ops, norm.forward(ops, y)));
  }
}
