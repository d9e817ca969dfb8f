package dev.imagespace.image;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bounds checked before a pixel is allocated. Immutable.
 *
 * @param maxPixels width times height, property {@code imagespace.image.max-pixels}
 * @param maxSide width or height, property {@code imagespace.image.max-side}
 * @param maxBytes of the encoded picture, property {@code imagespace.image.max-bytes}
 * @param maxFrames that a file may have, property {@code imagespace.image.max-frames}; only the
 *     first is ever decoded
 */
public record ImageLimits(long maxPixels, int maxSide, long maxBytes, int maxFrames) {

  /** What a JVM can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** Refuses bounds that would refuse every picture. */
  public ImageLimits {
    Positive.require("maxPixels", maxPixels);
    Positive.require("maxSide", maxSide);
    Positive.require("maxBytes", maxBytes);
    Positive.require("maxFrames", maxFrames);
  }

  /** Any number of frames, of which the first is decoded. */
  public ImageLimits(long maxPixels, int maxSide, long maxBytes) {
    this(maxPixels, maxSide, maxBytes, Integer.MAX_VALUE);
  }

  /** 120 million pixels, 65,535 pixels a side, 50 MiB, any number of frames. */
  public static ImageLimits defaults() {
    return new ImageLimits(120_000_000L, 65_535, 50L << 20);
  }

  /**
   * Refuses an encoded picture that is too long.
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

  /** To the end, which is looked for one byte behind the limit: what was promised may not hold. */
  byte[] readAll(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(maxBytes, MAX_ARRAY - 1) + 1);
    checkBytes(bytes.length, name);
    return bytes;
  }
}
