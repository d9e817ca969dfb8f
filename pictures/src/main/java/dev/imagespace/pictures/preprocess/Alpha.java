package dev.imagespace.pictures.preprocess;

/** Pillow's integer arithmetic of alpha, the last channel. Stateless. */
final class Alpha {
  private Alpha() {}

  /** a * b / 255, rounded (MULDIV255). */
  static int muldiv255(int a, int b) {
    int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
  }

  /** Straight to premultiplied, into a new array. */
  static byte[] multiply(byte[] pixels, int channels) {
    byte[] out = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i += channels) {
      int alpha = pixels[i + channels - 1] & 0xff;
      for (int c = i; c < i + channels - 1; c++) {
        out[c] = (byte) muldiv255(pixels[c] & 0xff, alpha);
      }
      out[i + channels - 1] = (byte) alpha;
    }
    return out;
  }

  /** Premultiplied to straight, in place. */
  static byte[] divide(byte[] pixels, int channels) {
    for (int i = 0; i < pixels.length; i += channels) {
      int alpha = pixels[i + channels - 1] & 0xff;
      if (alpha == 0 || alpha == 255) {
        continue;
      }
      for (int c = i; c < i + channels - 1; c++) {
        pixels[c] = (byte) Math.min(255, 255 * (pixels[c] & 0xff) / alpha);
      }
    }
    return pixels;
  }

  /** One channel of {@code Image.alpha_composite} over opaque white. */
  static byte overWhite(int value, int alpha) {
    if (alpha == 0) {
      return (byte) 255;
    }
    int front = alpha * 255 * 255 * 128 / 65025;
    int back = 255 * 128 - front;
    int t = value * front + 255 * back + (0x80 << 7);
    return (byte) ((((t >> 8) + t) >> 8) >> 7);
  }
}
