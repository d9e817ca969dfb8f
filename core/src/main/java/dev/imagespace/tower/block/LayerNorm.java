package dev.imagespace.tower.block;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/** Layer normalisation over the width. */
public record LayerNorm(Parameter weight, Parameter bias, double epsilon) {

  public static LayerNorm of(Weights weights, int width, double epsilon) {
    return new LayerNorm(weights.get("weight", width), weights.get("bias", width), epsilon);
  }

  public Tensor forward(Ops ops, Tensor x) {
    return ops.layerNorm(x, weight, bias, epsilon);
  }
}
