package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with a square window.
 *
 * @param weight (out, in/groups, k, k)
 */
public record Convolution(
    Parameter weight, @Nullable Parameter bias, int stride, int padding, int groups) {

  /** With a bias, padded so that the size is divided by the stride alone. */
  public static Convolution of(
      Weights weights, int in, int out, int kernel, int stride, int groups) {
    return new Convolution(
        weights.get("weight", out, in / groups, kernel, kernel),
        weights.get("bias", out),
        stride,
        kernel / 2,
        groups);
  }

  /** One that goes over its input in windows that neither overlap nor leave the map. */
  public static Convolution ofWindows(Weights weights, int in, int out, int side) {
    return new Convolution(
        weights.get("weight", out, in, side, side), weights.get("bias", out), side, 0, 1);
  }

  public Tensor forward(Ops ops, Tensor x) { // (B, in, H, W) → (B, out, H', W')
    return ops.conv2d(x, weight, bias, stride, padding, groups);
  }
}
