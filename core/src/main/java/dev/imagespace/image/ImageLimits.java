package dev.imagespace.image;

/**
 * Bounds checked before a pixel is allocated. Immutable.
 *
 * @param maxPixels width times height, property {@code imagespace.image.max-pixels}
 * @param maxSide width or height, property {@code imagespace.image.max-side}
 * @param maxBytes of the encoded picture, property {@code imagespace.image.max-bytes}
 */
public record ImageLimits(long maxPixels, int maxSide, long maxBytes) {

  /** Refuses bounds that would refuse every picture. */
  public ImageLimits {
    requirePositive("maxPixels", maxPixels);
    requirePositive("maxSide", maxSide);
    requirePositive("maxBytes", maxBytes);
  }

  /** 120 million pixels, 65,535 pixels a side, 50 MiB. */
  public static ImageLimits defaults() {
    return new ImageLimits(120_000_000L, 65_535, 50L << 20);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }
}
