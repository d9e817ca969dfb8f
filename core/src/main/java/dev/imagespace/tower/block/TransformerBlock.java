package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/** Attention and MLP, each with a residual around it. */
public final class TransformerBlock {

  /** Where the layer norms stand. */
  public enum Norm {
    /** x + f(norm(x)): CLIP, as OpenCLIP's ResidualAttentionBlock. */
    BEFORE,
    /** norm(x + f(x)): BERT (Devlin et al. 2018), as Vaswani et al. 2017. */
    AFTER,
    /** x + norm(f(x)): EVA-02-E, as timm's EvaBlockPostNorm. */
    BRANCH
  }

  private final Norm norm;
  private final LayerNorm norm1;
  private final Attention attention;
  private final @Nullable LayerNorm attentionNorm;
  private final @Nullable Parameter scale1;
  private final LayerNorm norm2;
  private final Mlp mlp;
  private final @Nullable Parameter scale2;

  public TransformerBlock(Weights weights, BlockConfig config, Norm norm) {
    this(weights, config, norm, null);
  }

  /**
   * Takes its weights.
   *
   * @param rotation that all blocks of a network share, if it has one
   */
  public TransformerBlock(
      Weights weights, BlockConfig config, Norm norm, @Nullable Rotation rotation) {
    int width = config.width();
    boolean scales = config.has(BlockOption.LAYER_SCALE);
    this.norm = norm;
    this.norm1 = LayerNorm.of(weights.in("ln_1"), width, config.epsilon());
    this.attention = new Attention(weights.in("attn"), config, rotation);
    this.attentionNorm =
        config.has(BlockOption.ATTENTION_NORM)
            ? LayerNorm.of(weights.in("ln_attn"), width, config.epsilon())
            : null;
    this.scale1 = scales ? weights.get("ls_1.gamma", width) : null;
    this.norm2 = LayerNorm.of(weights.in("ln_2"), width, config.epsilon());
    this.mlp = Mlp.of(weights.in("mlp"), config);
    this.scale2 = scales ? weights.get("ls_2.gamma", width) : null;
  }

  /** (B·K, D) → (B·K, D). */
  public Tensor forward(Ops ops, Tensor x, Dim tokens, @Nullable Tensor mask) {
    return ops.scope(
        () -> {
          Tensor attended = attention.forward(ops, before(ops, norm1, x), tokens, mask);
          return withMlp(ops, withAttention(ops, x, attended));
        });
  }

  /**
   * The last block of a tower that keeps one row of each item: (B·K, D) and the numbers (B) of
   * these rows → (B, D). The same values as the whole block's, for the rows that are read.
   */
  public Tensor pooled(Ops ops, Tensor x, Tensor rows, Dim tokens, @Nullable Tensor mask) {
    return ops.scope(
        () -> {
          Tensor in = before(ops, norm1, x);
          Tensor attended = attention.pooled(ops, ops.gather(in, rows), in, tokens, mask);
          return withMlp(ops, withAttention(ops, ops.gather(x, rows), attended));
        });
  }

  private Tensor withAttention(Ops ops, Tensor x, Tensor attended) {
    Tensor y = attentionNorm == null ? attended : attentionNorm.forward(ops, attended);
    return sum(ops, norm1, x, y, scale1);
  }

  private Tensor withMlp(Ops ops, Tensor x) {
    return sum(ops, norm2, x, mlp.forward(ops, before(ops, norm2, x)), scale2);
  }

  private Tensor before(Ops ops, LayerNorm own, Tensor x) {
    return norm == Norm.BEFORE ? own.forward(ops, x) : x;
  }

  private Tensor sum(Ops ops, LayerNorm own, Tensor x, Tensor branch, @Nullable Parameter scale) {
    Tensor y = norm == Norm.BRANCH ? own.forward(ops, branch) : branch;
    Tensor sum = ops.residual(x, scale == null ? y : ops.multiply(y, scale));
    return norm == Norm.AFTER ? own.forward(ops, sum) : sum;
  }
}
