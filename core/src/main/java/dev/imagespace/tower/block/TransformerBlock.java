package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Attention and MLP, each with a residual around it. CLIP normalises before each (OpenCLIP's
 * ResidualAttentionBlock), BERT after (Devlin et al. 2018, as Vaswani et al. 2017).
 */
public final class TransformerBlock {

  /** Where the layer norms stand. */
  public enum Norm {
    BEFORE,
    AFTER
  }

  private final Norm norm;
  private final LayerNorm norm1;
  private final Attention attention;
  private final LayerNorm norm2;
  private final Mlp mlp;

  public TransformerBlock(Weights weights, BlockConfig config, Norm norm) {
    this.norm = norm;
    this.norm1 = LayerNorm.of(weights.in("ln_1"), config.width(), config.epsilon());
    this.attention = new Attention(weights.in("attn"), config);
    this.norm2 = LayerNorm.of(weights.in("ln_2"), config.width(), config.epsilon());
    this.mlp = Mlp.of(weights.in("mlp"), config);
  }

  /** (B·K, D) → (B·K, D). */
  public Tensor forward(Ops ops, Tensor x, Dim tokens, @Nullable Tensor mask) {
    return ops.scope(
        () -> {
          if (norm == Norm.AFTER) {
            Tensor y = norm1.forward(ops, ops.residual(x, attention.forward(ops, x, tokens, mask)));
            return norm2.forward(ops, ops.residual(y, mlp.forward(ops, y)));
          }
          Tensor y = ops.residual(x, attention.forward(ops, norm1.forward(ops, x), tokens, mask));
          return ops.residual(y, mlp.forward(ops, norm2.forward(ops, y)));
        });
  }

  /**
   * The last block of a tower that keeps one row of each item: (B·K, D) and the numbers (B) of
   * these rows → (B, D). The same values as the whole block's, for the rows that are read.
   */
  public Tensor pooled(Ops ops, Tensor x, Tensor rows, Dim tokens, @Nullable Tensor mask) {
    return ops.scope(
        () -> {
          Tensor normed = norm1.forward(ops, x);
          Tensor queries = ops.gather(normed, rows);
          Tensor attended = attention.pooled(ops, queries, normed, tokens, mask);
          Tensor y = ops.residual(ops.gather(x, rows), attended);
          return ops.residual(y, mlp.forward(ops, norm2.forward(ops, y)));
        });
  }
}
