package dev.imagespace.pictures.preprocess;

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
    return new RowPairs(pixels, width * channels, channels, columns, rows).resize();
  }

  /** Rows of {@code stride} bytes from {@code from}; sample 0 lies {@code origin} pixels in. */
  private static byte[] horizontal(
      byte[] in, int from, int stride, int rows, int origin, int channels, FixedTaps taps) {
    byte[] out = new byte[Math.multiplyExact(rows, taps.count() * channels)];
    for (int y = 0, to = 0; y < rows; y++, to += taps.count() * channels) {
      int start = from + y * stride + origin * channels;
      row(in, start, out, to, channels, taps);
    }
    return out;
  }

  private static void row(byte[] in, int row, byte[] out, int to, int channels, FixedTaps taps) {
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
        out[to++] = (byte) clip(sum, bits);
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
        out[to + i] = (byte) clip(sums[i], bits);
      }
    }
    return out;
  }

  /** A sum as a sample, 0 to 255. */
  static int clip(int sum, int bits) {
    int value = sum >> bits;
    return value < 0 ? 0 : Math.min(value, 255);
  }
}
