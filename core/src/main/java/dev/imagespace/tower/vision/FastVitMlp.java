package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.FoldedNorm;

/** What both kinds of blocks end with: a convolution of each channel and an MLP of each cell. */
record FastVitMlp(Convolution depthwise, Convolution expand, Convolution project, Parameter scale) {
  private static final int KERNEL = 7;

  /**
   * Takes its weights.
   *
   * @param scale factors of the channels before they are added
   */
  static FastVitMlp of(Weights weights, int channels, int hidden, Parameter scale) {
    Weights conv = weights.in("conv");
    return new FastVitMlp(
        FoldedNorm.into(
            conv, channels, channels, KERNEL, 1, KERNEL / 2, channels, MobileOne.EPSILON),
        Convolution.of(weights.in("fc1"), channels, hidden, 1, 1, 1),
        Convolution.of(weights.in("fc2"), hidden, channels, 1, 1, 1),
        scale);
  }

  Tensor forward(Ops ops, Tensor x) { // (B, C, H, W)
    Tensor y = expand.forward(ops, depthwise.forward(ops, x));
    y = project.forward(ops, ops.activate(Activation.GELU, y));
    return ops.add(x, ops.multiply(y, scale));
  }
}
