package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;

/**
 * A convolution padded as TensorFlow's 'SAME': so that the output is ⌈size/stride⌉, and an odd
 * pixel of padding goes to the bottom and the right.
 */
record SameConv(Parameter weight, int kernel, int stride, int groups) {

  Tensor forward(Ops ops, Tensor x, int height, int width) {
    int vertical = padding(height);
    int horizontal = padding(width);
    if (vertical == horizontal && vertical % 2 == 0) {
      return ops.conv2d(x, weight, null, stride, vertical / 2, groups);
    }
    int top = vertical / 2;
    int left = horizontal / 2;
    Tensor padded = ops.pad2d(x, top, vertical - top, left, horizontal - left);
    return ops.conv2d(padded, weight, null, stride, 0, groups);
  }

  /** The size of the output along an axis. */
  int reduced(int size) {
    return (size + stride - 1) / stride;
  }

  private int padding(int size) {
    return Math.max((reduced(size) - 1) * stride + kernel - size, 0);
  }
}
