package dev.imagespace.pictures.decode.webp;

import dev.imagespace.pictures.decode.webp.lossless.LosslessPixels;
import dev.imagespace.pictures.decode.webp.lossless.Watch;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** The transparency of a lossy picture (chunk ALPH). Stateless. */
final class AlphaPlane {
  private static final int NONE = 0;
  private static final int HORIZONTAL = 1;
  private static final int VERTICAL = 2;

  private AlphaPlane() {}

  /**
   * (height, width) bytes.
   *
   * @throws IOException if the chunk is damaged or ends early
   */
  static byte[] read(byte[] data, int from, int end, int width, int height, Watch watch)
      throws IOException {
    if (from >= end) {
      throw new EOFException("truncated: the alpha of the WebP is missing");
    }
    int header = data[from] & 0xff;
    if ((header & 3) > 1 || (header >> 4) > 1) {
      throw new IOException("WebP alpha of an unknown kind");
    }
    byte[] alpha =
        (header & 3) == 0
            ? stored(data, from + 1, end, Math.multiplyExact(width, height))
            : green(LosslessPixels.withoutHeader(data, from + 1, end, width, height, watch));
    watch.goOn();
    unfilter(alpha, width, header >> 2 & 3);
    return alpha;
  }

  private static byte[] stored(byte[] data, int from, int end, int length) throws EOFException {
    if (end - from < length) {
      throw new EOFException("truncated: the alpha of the WebP ends early");
    }
    return Arrays.copyOfRange(data, from, from + length);
  }

  private static byte[] green(int[] pixels) {
    byte[] green = new byte[pixels.length];
    for (int i = 0; i < green.length; i++) {
      green[i] = (byte) (pixels[i] >> 8);
    }
    return green;
  }

  private static void unfilter(byte[] alpha, int width, int filter) {
    if (filter == NONE) {
      return;
    }
    for (int x = 1; x < width; x++) {
      alpha[x] += alpha[x - 1];
    }
    for (int i = width; i < alpha.length; i++) {
      boolean first = i % width == 0;
      if (first || filter == VERTICAL) {
        alpha[i] += alpha[i - width];
      } else if (filter == HORIZONTAL) {
        alpha[i] += alpha[i - 1];
      } else {
        int left = alpha[i - 1] & 0xff;
        int gradient = left + (alpha[i - width] & 0xff) - (alpha[i - width - 1] & 0xff);
        alpha[i] += (byte) Math.max(0, Math.min(255, gradient));
      }
    }
  }
}
