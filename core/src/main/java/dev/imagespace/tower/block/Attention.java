package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Ops.AttentionShape;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/** Multi-head self-attention: all rows attend, or only one of each item. */
public final class Attention {
  private final BlockConfig config;
  private final Linear queryKeyValue;
  private final Linear query;
  private final Linear keyValue;
  private final Linear out;

  public Attention(Weights weights, BlockConfig config) {
    int width = config.width();
    this.config = config;
    this.queryKeyValue =
        new Linear(
            weights.get("in_proj_weight", 3L * width, width),
            weights.get("in_proj_bias", 3L * width));
    this.query = queryKeyValue.rows(0, width);
    this.keyValue = queryKeyValue.rows(width, 3 * width);
    this.out = Linear.of(weights.in("out_proj"), width, width);
  }

  /** (B·K, D) → (B·K, D); the mask is added to the scores. */
  public Tensor forward(Ops ops, Tensor x, Dim tokens, @Nullable Tensor mask) {
    int width = config.width();
    Tensor all = queryKeyValue.forward(ops, x);
    Tensor attended =
        ops.attention(
            columns(ops, all, 0, width),
            columns(ops, all, width, 2 * width),
            columns(ops, all, 2 * width, 3 * width),
            new AttentionShape(tokens, tokens, config.heads(), config.headWidth()),
            mask);
    return out.forward(ops, attended);
  }

  /** Queries (B, D) of one row of each item, keys and values of all (B·K, D) → (B, D). */
  public Tensor pooled(Ops ops, Tensor queries, Tensor x, Dim tokens, @Nullable Tensor mask) {
    int width = config.width();
    Tensor both = keyValue.forward(ops, x);
    Tensor attended =
        ops.attention(
            query.forward(ops, queries),
            columns(ops, both, 0, width),
            columns(ops, both, width, 2 * width),
            new AttentionShape(Dim.of(1), tokens, config.heads(), config.headWidth()),
            mask);
    return out.forward(ops, attended);
  }

  private static Tensor columns(Ops ops, Tensor x, int from, int to) {
    return ops.slice(x, 1, Dim.of(from), Dim.of(to));
  }
}
