package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Ops.AttentionShape;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Multi-head self-attention: all rows attend, or only one of each item. */
public final class Attention {
  private final BlockConfig config;
  private final @Nullable Rotation rotation;
  private final Linear queryKeyValue;
  private final Linear query;
  private final Linear keyValue;
  private final @Nullable LayerNorm queryNorm;
  private final @Nullable LayerNorm keyNorm;
  private final @Nullable Parameter headScale;
  private final @Nullable LayerNorm innerNorm;
  private final Linear out;

  /**
   * Takes its weights.
   *
   * @param rotation of queries and keys, if it says where a token stands
   */
  public Attention(Weights weights, BlockConfig config, @Nullable Rotation rotation) {
    int width = config.width();
    int headWidth = config.headWidth();
    boolean headNorms = config.has(BlockOption.QUERY_KEY_NORM);
    double epsilon = config.epsilon();
    this.config = config;
    this.rotation = rotation;
    this.queryKeyValue =
        new Linear(weights.get("in_proj_weight", 3L * width, width), bias(weights, config));
    this.query = queryKeyValue.rows(0, width);
    this.keyValue = queryKeyValue.rows(width, 3 * width);
    this.queryNorm = headNorms ? LayerNorm.of(weights.in("ln_q"), headWidth, epsilon) : null;
    this.keyNorm = headNorms ? LayerNorm.of(weights.in("ln_k"), headWidth, epsilon) : null;
    this.headScale = config.has(BlockOption.HEAD_SCALE) ? headScale(weights, config) : null;
    this.innerNorm =
        config.has(BlockOption.INNER_NORM)
            ? LayerNorm.of(weights.in("ln_inner"), width, epsilon)
            : null;
    this.out = Linear.of(weights.in("out_proj"), width, width);
  }

  private static Parameter bias(Weights weights, BlockConfig config) {
    int width = config.width();
    if (!config.has(BlockOption.NO_KEY_BIAS)) {
      return weights.get("in_proj_bias", 3L * width);
    }
    return weights.computed(
        "query, no key, value",
        List.of(weights.get("q_bias", width), weights.get("v_bias", width)),
        inputs -> {
          float[] bias = new float[3 * width];
          inputs.get(0).get(0, bias, 0, width);
          inputs.get(1).get(0, bias, 2 * width, width);
          return bias;
        },
        3L * width);
  }

  /** A factor for each column: those of a head have the same. */
  private static Parameter headScale(Weights weights, BlockConfig config) {
    return weights.computed(
        "each for %d columns".formatted(config.headWidth()),
        List.of(weights.get("head_scale", config.heads(), 1, 1)),
        inputs -> repeated(inputs.get(0), config.headWidth()),
        config.width());
  }

  private static float[] repeated(FloatBuffer factors, int times) {
    float[] all = new float[factors.capacity() * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = factors.get(i / times);
    }
    return all;
  }

  /** (B·K, D) → (B·K, D); the mask is added to the scores. */
  public Tensor forward(Ops ops, Tensor x, Dim tokens, @Nullable Tensor mask) {
    int width = config.width();
    Tensor all = queryKeyValue.forward(ops, x);
    Tensor queries = normed(ops, queryNorm, columns(ops, all, 0, width), tokens);
    return attended(
        ops,
        rotated(ops, queries, tokens),
        columns(ops, all, width, 2 * width),
        columns(ops, all, 2 * width, 3 * width),
        new AttentionShape(tokens, tokens, config.heads(), config.headWidth()),
        mask);
  }

  /**
   * Queries (B, D) of one row of each item, keys and values of all (B·K, D) → (B, D). Where there
   * is a rotation, the row is one that it leaves as it is, such as the class token's.
   */
  public Tensor pooled(Ops ops, Tensor queries, Tensor x, Dim tokens, @Nullable Tensor mask) {
    int width = config.width();
    Tensor both = keyValue.forward(ops, x);
    return attended(
        ops,
        normed(ops, queryNorm, query.forward(ops, queries), Dim.of(1)),
        columns(ops, both, 0, width),
        columns(ops, both, width, 2 * width),
        new AttentionShape(Dim.of(1), tokens, config.heads(), config.headWidth()),
        mask);
  }

  private Tensor attended(
      Ops ops, Tensor q, Tensor k, Tensor v, AttentionShape shape, @Nullable Tensor mask) {
    Tensor keys = rotated(ops, normed(ops, keyNorm, k, shape.keys()), shape.keys());
    Tensor x = ops.attention(q, keys, v, shape, mask);
    x = headScale == null ? x : ops.multiply(x, headScale);
    x = innerNorm == null ? x : innerNorm.forward(ops, x);
    return out.forward(ops, x);
  }

  private Tensor rotated(Ops ops, Tensor x, Dim tokens) {
    return rotation == null ? x : rotation.forward(ops, x, tokens, config.heads());
  }

  /** Each head's columns for themselves: (B·K, D) → (B·K, D). */
  private Tensor normed(Ops ops, @Nullable LayerNorm norm, Tensor x, Dim tokens) {
    if (norm == null) {
      return x;
    }
    Dim rows = Dim.B.times(tokens);
    Tensor heads = ops.reshape(x, rows.times(config.heads()), Dim.of(config.headWidth()));
    return ops.reshape(norm.forward(ops, heads), rows, Dim.of(config.width()));
  }

  private static Tensor columns(Ops ops, Tensor x, int from, int to) {
    return ops.slice(x, 1, Dim.of(from), Dim.of(to));
  }
}
