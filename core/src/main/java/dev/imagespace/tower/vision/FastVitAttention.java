package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Ops.AttentionShape;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BatchNorm;
import dev.imagespace.tower.block.ChannelNorm;
import dev.imagespace.tower.block.Linear;

/** A block in which every cell attends to every other, and an MLP. */
final class FastVitAttention {
  private static final int HEAD_WIDTH = 32;

  private final int channels;
  private final FastVitStage.Block norm;
  private final Linear queryKeyValue;
  private final Linear out;
  private final Parameter scale;
  private final FastVitMlp mlp;

  FastVitAttention(Weights weights, int channels, int hidden, boolean layerNorm) {
    if (channels % HEAD_WIDTH != 0) {
      throw new IllegalArgumentException(
          "%d channels cannot be split into heads of %d".formatted(channels, HEAD_WIDTH));
    }
    Weights attention = weights.in("token_mixer");
    this.channels = channels;
    this.norm = norm(weights.in("norm"), channels, layerNorm);
    this.queryKeyValue = new Linear(attention.get("qkv.weight", 3L * channels, channels), null);
    this.out = Linear.of(attention.in("proj"), channels, channels);
    this.scale = weights.get("layer_scale_1.gamma", channels, 1, 1);
    this.mlp =
        FastVitMlp.of(
            weights.in("mlp"),
            channels,
            hidden,
            weights.get("layer_scale_2.gamma", channels, 1, 1));
  }

  private static FastVitStage.Block norm(Weights weights, int channels, boolean layerNorm) {
    if (layerNorm) {
      ChannelNorm norm = ChannelNorm.of(weights, channels, MobileOne.EPSILON);
      return (ops, x, height, width) -> norm.forward(ops, x);
    }
    BatchNorm norm = BatchNorm.of(weights, channels, MobileOne.EPSILON);
    return (ops, x, height, width) -> norm.forward(ops, x);
  }

  Tensor forward(Ops ops, Tensor x, int height, int width) { // (B, C, H, W)
    Dim d = Dim.of(channels);
    Dim cells = Dim.of((long) height * width);
    Dim rows = Dim.B.times(cells);
    Tensor normed = ops.reshape(norm.forward(ops, x, height, width), Dim.B, d, cells);
    Tensor all = queryKeyValue.forward(ops, ops.reshape(ops.transpose(normed, 0, 2, 1), rows, d));
    Tensor attended =
        ops.attention(
            ops.slice(all, 1, Dim.of(0), d),
            ops.slice(all, 1, d, d.times(2)),
            ops.slice(all, 1, d.times(2), d.times(3)),
            new AttentionShape(cells, cells, channels / HEAD_WIDTH, HEAD_WIDTH),
            null);
    Tensor y = ops.transpose(ops.reshape(out.forward(ops, attended), Dim.B, cells, d), 0, 2, 1);
    Tensor map = ops.reshape(y, Dim.B, d, Dim.of(height), Dim.of(width));
    return mlp.forward(ops, ops.add(x, ops.multiply(map, scale)));
  }
}
