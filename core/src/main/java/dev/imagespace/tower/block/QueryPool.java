package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Ops.AttentionShape;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/**
 * Rows that the network learnt attend to all rows: CoCa's pooler (Yu et al. 2022), OpenCLIP's
 * AttentionalPooler. The first is the picture's vector; the others are for captions, and left out.
 */
public final class QueryPool implements Pooler {
  private final int width;
  private final int heads;
  private final Parameter query;
  private final LayerNorm queryNorm;
  private final LayerNorm norm;
  private final Linear asking;
  private final Linear key;
  private final Linear value;
  private final Linear out;

  /**
   * Takes its weights.
   *
   * @param in columns of the rows, D
   * @param width of the result
   */
  public QueryPool(Weights weights, int in, int queries, int width, int heads, double epsilon) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "width %d cannot be split into %d pooling heads".formatted(width, heads));
    }
    Weights attention = weights.in("attn");
    Parameter bias = attention.get("in_proj_bias", 3L * width);
    this.width = width;
    this.heads = heads;
    this.query = weights.get("query", queries, width).rows(0, 1);
    this.queryNorm = LayerNorm.of(weights.in("ln_q"), width, epsilon);
    this.norm = LayerNorm.of(weights.in("ln_k"), in, epsilon);
    this.asking = new Linear(attention.get("q_proj_weight", width, width), bias.rows(0, width));
    this.key = new Linear(attention.get("k_proj_weight", width, in), bias.rows(width, 2L * width));
    this.value =
        new Linear(attention.get("v_proj_weight", width, in), bias.rows(2L * width, 3L * width));
    this.out = Linear.of(attention.in("out_proj"), width, width);
  }

  @Override
  public Tensor forward(Ops ops, Tensor x, Dim tokens) {
    Tensor asked = asking.forward(ops, queryNorm.forward(ops, query));
    Tensor seen = norm.forward(ops, x);
    Tensor attended =
        ops.attention(
            ops.expand(asked, Dim.B, Dim.of(width)),
            key.forward(ops, seen),
            value.forward(ops, seen),
            new AttentionShape(Dim.of(1), tokens, heads, width / heads),
            null);
    return out.forward(ops, attended);
  }
}
