package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/** A layer norm over the channels of each cell of a map: timm's LayerNorm2d. */
public record ChannelNorm(LayerNorm norm) {

  public static ChannelNorm of(Weights weights, int channels, double epsilon) {
    return new ChannelNorm(LayerNorm.of(weights, channels, epsilon));
  }

  public Tensor forward(Ops ops, Tensor x) { // (B, C, H, W)
    return ops.transpose(norm.forward(ops, ops.transpose(x, 0, 2, 3, 1)), 0, 3, 1, 2);
  }
}
