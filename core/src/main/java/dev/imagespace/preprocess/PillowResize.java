package dev.imagespace.preprocess;

import java.util.Arrays;

/**
 * The 8-bit resize of Pillow and torchvision, bit for bit: two passes in fixed point with bytes
 * between them. Stateless and thread-safe.
 *
 * <p>Only the wanted window is computed. That changes nothing: an output pixel depends on source
 * pixels alone.
 */
final class PillowResize {
  private PillowResize() {}

  /**
   * The wanted part of the resized picture.
   *
   * @param pixels (height, width, channels), not written to
   * @param window of the resized picture
   * @return (window height, window width, channels)
   */
  static byte[] resize(
      byte[] pixels,
      int width,
      int height,
      int channels,
      int newWidth,
      int newHeight,
      Window window,
      Resampler resampler) {
    boolean across = newWidth != width;
    boolean down = newHeight != height;
    FixedTaps columns =
        across
            ? resampler.taps(width, newWidth, window.left(), window.width())
            : FixedTaps.identity(window.left(), window.width());
    FixedTaps rows =
        down
            ? resampler.taps(height, newHeight, window.top(), window.height())
            : FixedTaps.identity(window.top(), window.height());
    if (resampler.verticalFirst(width, height, newWidth, newHeight)) {
      int length = (columns.end() - columns.first()) * channels;
      int from = columns.first() * channels;
      byte[] squeezed = vertical(pixels, from, width * channels, length, rows);
      return horizontal(squeezed, 0, length, rows.count(), -columns.first(), channels, columns);
    }
    int rowCount = rows.end() - rows.first();
    int from = rows.first() * width * channels;
    byte[] squeezed =
        across
            ? horizontal(pixels, from, width * channels, rowCount, 0, channels, columns)
            : new Window(window.left(), rows.first(), window.width(), rowCount)
                .cut(pixels, width, channels);
    if (!down) {
      return squeezed;
    }
    int length = window.width() * channels;
    return vertical(squeezed, -rows.first() * length, length, length, rows);
  }

  /** Rows of {@code stride} bytes from {@code from}; sample 0 lies {@code origin} pixels in. */
  private static byte[] horizontal(
      byte[] in, int from, int stride, int rows, int origin, int channels, FixedTaps taps) {
    byte[] out = new byte[Math.multiplyExact(rows, taps.count() * channels)];
    for (int y = 0, to = 0; y < rows; y++, to += taps.count() * channels) {
      int row = from + y * stride + origin * channels;
      switch (channels) {
        case 1 -> row1(in, row, out, to, taps);
        case 3 -> row3(in, row, out, to, taps);
        default -> rowOfAny(in, row, out, to, channels, taps);
      }
    }
    return out;
  }

  private static void row1(byte[] in, int row, byte[] out, int to, FixedTaps taps) {
    int[] weights = taps.weights();
    int bits = taps.bits();
    int half = 1 << (bits - 1);
    for (int x = 0; x < taps.count(); x++) {
      int at = row + taps.starts()[x];
      int w = x * taps.stride();
      int end = w + taps.lengths()[x];
      int sum = half;
      for (; w < end; w++, at++) {
        sum += (in[at] & 0xff) * weights[w];
      }
      out[to + x] = clip(sum, bits);
    }
  }

  private static void row3(byte[] in, int row, byte[] out, int to, FixedTaps taps) {
    int[] weights = taps.weights();
    int bits = taps.bits();
    int half = 1 << (bits - 1);
    for (int x = 0; x < taps.count(); x++) {
      int at = row + 3 * taps.starts()[x];
      int w = x * taps.stride();
      int end = w + taps.lengths()[x];
      int red = half;
      int green = half;
      int blue = half;
      for (; w < end; w++, at += 3) {
        int weight = weights[w];
        red += (in[at] & 0xff) * weight;
        green += (in[at + 1] & 0xff) * weight;
        blue += (in[at + 2] & 0xff) * weight;
      }
      out[to++] = clip(red, bits);
      out[to++] = clip(green, bits);
      out[to++] = clip(blue, bits);
    }
  }

  private static void rowOfAny(
      byte[] in, int row, byte[] out, int to, int channels, FixedTaps taps) {
    int[] weights = taps.weights();
    int bits = taps.bits();
    int half = 1 << (bits - 1);
    for (int x = 0; x < taps.count(); x++) {
      for (int c = 0; c < channels; c++) {
        int at = row + channels * taps.starts()[x] + c;
        int w = x * taps.stride();
        int end = w + taps.lengths()[x];
        int sum = half;
        for (; w < end; w++, at += channels) {
          sum += (in[at] & 0xff) * weights[w];
        }
        out[to++] = clip(sum, bits);
      }
    }
  }

  /** Row r of {@code length} bytes starts at {@code from + r * stride}; channels do not matter. */
  private static byte[] vertical(byte[] in, int from, int stride, int length, FixedTaps taps) {
    byte[] out = new byte[Math.multiplyExact(taps.count(), length)];
    int[] sums = new int[length];
    int bits = taps.bits();
    int half = 1 << (bits - 1);
    for (int y = 0; y < taps.count(); y++) {
      Arrays.fill(sums, half);
      for (int t = 0; t < taps.lengths()[y]; t++) {
        int weight = taps.weights()[y * taps.stride() + t];
        int row = from + (taps.starts()[y] + t) * stride;
        for (int i = 0; i < length; i++) {
          sums[i] += (in[row + i] & 0xff) * weight;
        }
      }
      for (int i = 0, to = y * length; i < length; i++) {
        out[to + i] = clip(sums[i], bits);
      }
    }
    return out;
  }

  private static byte clip(int sum, int bits) {
    int value = sum >> bits;
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }
}
