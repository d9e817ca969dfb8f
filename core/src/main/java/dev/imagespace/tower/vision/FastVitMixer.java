package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;

/**
 * A block that mixes neighbouring cells: x + s·(convolutions of x − x normed), which is one
 * convolution of each channel, and an MLP.
 */
final class FastVitMixer {
  private static final int KERNEL = 3;

  private final Convolution mixer;
  private final FastVitMlp mlp;

  FastVitMixer(Weights weights, int channels, int hidden) {
    Weights token = weights.in("token_mixer");
    this.mixer =
        MobileOne.branches(token.in("mixer"), channels, channels, KERNEL, 1, channels, true)
            .minusIdentity(token.in("norm.identity"))
            .scaledAroundIdentity(token.get("layer_scale.gamma", channels, 1, 1))
            .into(token, 1, KERNEL / 2);
    this.mlp =
        FastVitMlp.of(
            weights.in("mlp"), channels, hidden, weights.get("layer_scale.gamma", channels, 1, 1));
  }

  Tensor forward(Ops ops, Tensor x, int height, int width) { // (B, C, H, W)
    return mlp.forward(ops, mixer.forward(ops, x));
  }
}
