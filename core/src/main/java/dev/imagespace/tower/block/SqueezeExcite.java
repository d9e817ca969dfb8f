package dev.imagespace.tower.block;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;

/** Weighs each channel by what the means of all say (Hu et al. 2018), as timm's SEModule. */
public record SqueezeExcite(Convolution reduce, Convolution expand) {

  public static SqueezeExcite of(Weights weights, int channels, int reduced) {
    return new SqueezeExcite(
        Convolution.of(weights.in("fc1"), channels, reduced, 1, 1, 1),
        Convolution.of(weights.in("fc2"), reduced, channels, 1, 1, 1));
  }

  /**
   * The map with its channels weighed.
   *
   * @param cells H·W
   */
  public Tensor forward(Ops ops, Tensor x, Dim cells) { // (B, C, H, W)
    Dim one = Dim.of(1);
    Dim channels = Dim.of(expand.weight().shape().get(0));
    Tensor means = ops.mean(ops.reshape(x, Dim.B, channels, cells), 2);
    Tensor squeezed = reduce.forward(ops, ops.reshape(means, Dim.B, channels, one, one));
    Tensor excited = expand.forward(ops, ops.activate(Activation.RELU, squeezed));
    return ops.multiply(x, ops.activate(Activation.SIGMOID, excited));
  }
}
