package dev.imagespace.image;

/** Loads pictures within limits. Thread-safe. */
public final class ImageLoader {
  private final ImageLimits limits;

  public ImageLoader(ImageLimits limits) {
    this.limits = limits;
  }

  /** Decodes in the native mode of the file. */
  public DecodedImage load(ImageSource source) {
    throw new IllegalStateException("contract " + limits);
  }
}
