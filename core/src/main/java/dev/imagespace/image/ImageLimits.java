package dev.imagespace.image;

/** Bounds checked before a pixel is allocated. Immutable. */
public record ImageLimits(long maxPixels, int maxSide, long maxBytes) {

  public static ImageLimits defaults() {
    return new ImageLimits(120_000_000L, 65_535, 50L << 20);
  }
}
