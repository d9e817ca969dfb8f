package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;

/**
 * A colour key in terms of 8-bit pixels.
 *
 * @param rgb 0xRRGGBB
 */
record Transparency(int rgb) {

  /**
   * As the file means it, or as Pillow compares it: the low byte of what the file writes, against
   * samples stretched to eight bits.
   */
  static Transparency of(ColorKey key, ImagePolicy policy) {
    return new Transparency(
        sample(key.red(), key.depth(), policy) << 16
            | sample(key.green(), key.depth(), policy) << 8
            | sample(key.blue(), key.depth(), policy));
  }

  boolean matches(int red, int green, int blue) {
    return rgb == (red << 16 | green << 8 | blue);
  }

  private static int sample(int value, int depth, ImagePolicy policy) {
    if (depth == 1) {
      return value == 0 ? 0 : 255;
    }
    if (policy == ImagePolicy.REFERENCE || depth == 8) {
      return value & 0xff;
    }
    return depth == 16 ? value >> 8 & 0xff : value * 255 / ((1 << depth) - 1) & 0xff;
  }
}
