package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.LayerNorm;
import dev.imagespace.tower.block.Linear;
import dev.imagespace.tower.block.Mlp;

/** A convolution of each channel, a norm and an MLP of each cell, scaled and added. */
final class ConvNeXtBlock {
  private static final int KERNEL = 7;
  private static final int EXPANSION = 4;

  private final int channels;
  private final Convolution depthwise;
  private final LayerNorm norm;
  private final Mlp mlp;
  private final Parameter scale;

  ConvNeXtBlock(Weights weights, int channels, double epsilon) {
    Weights layers = weights.in("mlp");
    int hidden = EXPANSION * channels;
    this.channels = channels;
    this.depthwise = Convolution.of(weights.in("conv_dw"), channels, channels, KERNEL, 1, channels);
    this.norm = LayerNorm.of(weights.in("norm"), channels, epsilon);
    this.mlp =
        new Mlp(
            Linear.of(layers.in("fc1"), channels, hidden),
            Activation.GELU,
            Linear.of(layers.in("fc2"), hidden, channels));
    this.scale = weights.get("gamma", channels);
  }

  Tensor forward(Ops ops, Tensor x, int height, int width) { // (B, C, H, W)
    return ops.scope(
        () -> {
          Dim d = Dim.of(channels);
          Tensor cells = ops.transpose(depthwise.forward(ops, x), 0, 2, 3, 1);
          Tensor rows = ops.reshape(cells, Dim.B.times((long) height * width), d);
          Tensor y = ops.multiply(mlp.forward(ops, norm.forward(ops, rows)), scale);
          Tensor map = ops.reshape(y, Dim.B, Dim.of(height), Dim.of(width), d);
          return ops.add(x, ops.transpose(map, 0, 3, 1, 2));
        });
  }
}
