package dev.imagespace.image;

/**
 * Limits of one encoded picture. They are checked against its header, before memory for its pixels
 * is allocated. Immutable.
 *
 * @param maxPixels largest product of width and height, property {@code
 *     imagespace.image.max-pixels}
 * @param maxSide largest width and largest height in pixels, property {@code
 *     imagespace.image.max-side}
 * @param maxBytes largest size of the encoded picture, property {@code imagespace.image.max-bytes}
 * @param maxFrames largest number of frames or pages; only the first is decoded; property {@code
 *     imagespace.image.max-frames}
 */
public record ImageLimits(long maxPixels, int maxSide, long maxBytes, int maxFrames) {

  /**
   * Checks that each limit is positive.
   *
   * @throws IllegalArgumentException if one is not
   */
  public ImageLimits {
    requirePositive("maxPixels", "max-pixels", maxPixels);
    requirePositive("maxSide", "max-side", maxSide);
    requirePositive("maxBytes", "max-bytes", maxBytes);
    requirePositive("maxFrames", "max-frames", maxFrames);
  }

  /** Sets no limit of frames. */
  public ImageLimits(long maxPixels, int maxSide, long maxBytes) {
    this(maxPixels, maxSide, maxBytes, Integer.MAX_VALUE);
  }

  /**
   * Returns the defaults: 120 million pixels, 65,535 pixels a side, 50 MiB, any number of frames.
   */
  public static ImageLimits defaults() {
    return new ImageLimits(120_000_000L, 65_535, 50L << 20);
  }

  /**
   * Checks the size of an encoded picture.
   *
   * @param length bytes
   * @param name of the picture, for the message
   * @throws ImageRejectedException if it is longer than {@link #maxBytes}
   */
  public void checkBytes(long length, String name) {
    if (length > maxBytes) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.TOO_LARGE,
          "%s: picture is larger than the limit of %d bytes. Raise 'imagespace.image.max-bytes' to accept it."
              .formatted(name, maxBytes));
    }
  }

  private static void requirePositive(String name, String property, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "%s must be positive, but is %d. Check 'imagespace.image.%s'."
              .formatted(name, value, property));
    }
  }
}
