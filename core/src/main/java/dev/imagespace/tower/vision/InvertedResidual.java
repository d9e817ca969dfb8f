package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BatchNorm;
import org.jspecify.annotations.Nullable;

/**
 * MobileNetV2's block (Sandler et al. 2018): expand, convolve each channel, project. Without an
 * expansion it is a depthwise separable convolution. Names as timm has them.
 */
final class InvertedResidual {
  static final double EPSILON = 1e-3;

  private final @Nullable SameConv expand;
  private final @Nullable BatchNorm expandNorm;
  private final SameConv depthwise;
  private final BatchNorm depthwiseNorm;
  private final SameConv project;
  private final BatchNorm projectNorm;
  private final boolean residual;

  InvertedResidual(Weights weights, int in, int out, int kernel, int stride, int expansion) {
    boolean expands = expansion > 1;
    int mid = in * expansion;
    this.expand =
        expands ? new SameConv(weights.get("conv_pw.weight", mid, in, 1, 1), 1, 1, 1) : null;
    this.expandNorm = expands ? BatchNorm.of(weights.in("bn1"), mid, EPSILON) : null;
    this.depthwise =
        new SameConv(weights.get("conv_dw.weight", mid, 1, kernel, kernel), kernel, stride, mid);
    this.depthwiseNorm = BatchNorm.of(weights.in(expands ? "bn2" : "bn1"), mid, EPSILON);
    String last = expands ? "conv_pwl.weight" : "conv_pw.weight";
    this.project = new SameConv(weights.get(last, out, mid, 1, 1), 1, 1, 1);
    this.projectNorm = BatchNorm.of(weights.in(expands ? "bn3" : "bn2"), out, EPSILON);
    this.residual = stride == 1 && in == out;
  }

  int reduced(int size) {
    return depthwise.reduced(size);
  }

  Tensor forward(Ops ops, Tensor x, int height, int width) { // (B, in, H, W)
    return ops.scope(
        () -> {
          Tensor y = x;
          if (expand != null && expandNorm != null) {
            y = relu6(ops, expandNorm.forward(ops, expand.forward(ops, y, height, width)));
          }
          y = depthwise.forward(ops, y, height, width);
          y = relu6(ops, depthwiseNorm.forward(ops, y));
          y = projectNorm.forward(ops, project.forward(ops, y, reduced(height), reduced(width)));
          return residual ? ops.add(y, x) : y;
        });
  }

  static Tensor relu6(Ops ops, Tensor x) {
    return ops.activate(Activation.RELU6, x);
  }
}
