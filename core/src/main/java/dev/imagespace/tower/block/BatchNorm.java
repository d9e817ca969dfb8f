package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/** Batch normalisation with the running statistics of training. */
public record BatchNorm(
    Parameter mean, Parameter variance, Parameter weight, Parameter bias, double epsilon) {

  public static BatchNorm of(Weights weights, int channels, double epsilon) {
    return new BatchNorm(
        weights.get("running_mean", channels),
        weights.get("running_var", channels),
        weights.get("weight", channels),
        weights.get("bias", channels),
        epsilon);
  }

  public Tensor forward(Ops ops, Tensor x) { // (B, C, H, W)
    return ops.batchNorm2d(x, mean, variance, weight, bias, epsilon);
  }
}
