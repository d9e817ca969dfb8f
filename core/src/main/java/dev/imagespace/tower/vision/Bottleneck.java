package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BatchNorm;
import org.jspecify.annotations.Nullable;

/**
 * A residual block of {@link ModifiedResNet}: every convolution has stride 1; an average pooling
 * behind the second takes over where the resolution falls.
 */
final class Bottleneck {
  static final int EXPANSION = 4;
  private static final double EPSILON = 1e-5;

  private final int stride;
  private final Parameter conv1;
  private final BatchNorm norm1;
  private final Parameter conv2;
  private final BatchNorm norm2;
  private final Parameter conv3;
  private final BatchNorm norm3;
  private final @Nullable Parameter shortcut;
  private final @Nullable BatchNorm shortcutNorm;

  Bottleneck(Weights weights, int in, int planes, int stride) {
    int out = planes * EXPANSION;
    this.stride = stride;
    this.conv1 = weights.get("conv1.weight", planes, in, 1, 1);
    this.norm1 = BatchNorm.of(weights.in("bn1"), planes, EPSILON);
    this.conv2 = weights.get("conv2.weight", planes, planes, 3, 3);
    this.norm2 = BatchNorm.of(weights.in("bn2"), planes, EPSILON);
    this.conv3 = weights.get("conv3.weight", out, planes, 1, 1);
    this.norm3 = BatchNorm.of(weights.in("bn3"), out, EPSILON);
    boolean reshapes = stride > 1 || in != out;
    this.shortcut = reshapes ? weights.get("downsample.0.weight", out, in, 1, 1) : null;
    this.shortcutNorm = reshapes ? BatchNorm.of(weights.in("downsample.1"), out, EPSILON) : null;
  }

  Tensor forward(Ops ops, Tensor x) { // (B, in, H, W) → (B, 4·planes, H/stride, W/stride)
    return ops.scope(
        () -> {
          Tensor y = relu(ops, norm1.forward(ops, ops.conv2d(x, conv1, null, 1, 0, 1)));
          y = relu(ops, norm2.forward(ops, ops.conv2d(y, conv2, null, 1, 1, 1)));
          y = norm3.forward(ops, ops.conv2d(pooled(ops, y), conv3, null, 1, 0, 1));
          return relu(ops, ops.add(y, identity(ops, x)));
        });
  }

  private Tensor identity(Ops ops, Tensor x) {
    return shortcut == null || shortcutNorm == null
        ? x
        : shortcutNorm.forward(ops, ops.conv2d(pooled(ops, x), shortcut, null, 1, 0, 1));
  }

  private Tensor pooled(Ops ops, Tensor x) {
    return stride > 1 ? ops.averagePool2d(x, stride, stride, 0) : x;
  }

  private static Tensor relu(Ops ops, Tensor x) {
    return ops.activate(Activation.RELU, x);
  }
}
