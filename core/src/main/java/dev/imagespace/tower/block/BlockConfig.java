package dev.imagespace.tower.block;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Activation;

/**
 * What every block of a transformer shares.
 *
 * @param width D
 * @param mlpWidth of the hidden layer of the MLP
 * @param epsilon of the layer norms
 */
public record BlockConfig(
    int width, int heads, int mlpWidth, Activation activation, double epsilon) {

  public BlockConfig {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon of the layer norms is " + epsilon);
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "width %d cannot be split into %d attention heads".formatted(width, heads));
    }
  }

  public CanonicalText canonical() {
    return CanonicalText.of("residual")
        .with("width", width)
        .with("heads", heads)
        .with("mlp", mlpWidth)
        .with("activation", activation)
        .with("epsilon", epsilon);
  }

  public int headWidth() {
    return width / heads;
  }
}
