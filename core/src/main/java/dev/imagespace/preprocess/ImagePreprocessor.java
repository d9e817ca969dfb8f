package dev.imagespace.preprocess;

import dev.imagespace.image.DecodedImage;
import dev.imagespace.image.ImagePolicy;

/** Decoded pictures to normalised CHW floats. Thread-safe. */
public final class ImagePreprocessor {
  private final PreprocessConfig config;
  private final ImagePolicy policy;

  public ImagePreprocessor(PreprocessConfig config, ImagePolicy policy) {
    this.config = config;
    this.policy = policy;
  }

  /** (3, height, width) floats, red first. */
  public float[] preprocess(DecodedImage image) {
    throw new IllegalStateException("contract " + config + policy);
  }
}
