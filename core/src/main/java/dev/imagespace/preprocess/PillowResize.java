package dev.imagespace.preprocess;

import dev.imagespace.preprocess.PreprocessConfig.Interpolation;
import java.util.Arrays;

/**
 * The 8-bit resize of Pillow 13, bit for bit: two passes in fixed point with bytes between them.
 * Stateless and thread-safe.
 *
 * <p>Only the wanted window is computed. That changes nothing: an output pixel depends on source
 * pixels alone.
 */
final class PillowResize {
  private static final int BITS = FixedTaps.BITS;
  private static final int HALF = 1 << (BITS - 1);

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
      Interpolation interpolation) {
    boolean across = newWidth != width;
    boolean down = newHeight != height;
    FixedTaps columns =
        across
            ? FixedTaps.of(width, newWidth, window.left(), window.width(), interpolation)
            : identity(window.left(), window.width());
    FixedTaps rows =
        down
            ? FixedTaps.of(height, newHeight, window.top(), window.height(), interpolation)
            : identity(window.top(), window.height());
    if (verticalFirst(width, height, newWidth, newHeight)) {
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

  /** Pillow 13 starts with the pass that leaves less to the other; up to 12 it was horizontal. */
  static boolean verticalFirst(int width, int height, int newWidth, int newHeight) {
    return newWidth != width && height > newHeight && height - newHeight > 2L * (width - newWidth);
  }

  private static FixedTaps identity(int from, int count) {
    int[] starts = new int[count];
    int[] lengths = new int[count];
    int[] weights = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = from + i;
      lengths[i] = 1;
      weights[i] = 1 << BITS;
    }
    return new FixedTaps(1, starts, lengths, weights);
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
    for (int x = 0; x < taps.count(); x++) {
      int at = row + taps.starts()[x];
      int w = x * taps.stride();
      int end = w + taps.lengths()[x];
      int sum = HALF;
      for (; w < end; w++, at++) {
        sum += (in[at] & 0xff) * weights[w];
      }
      out[to + x] = clip(sum);
    }
  }

  private static void row3(byte[] in, int row, byte[] out, int to, FixedTaps taps) {
    int[] weights = taps.weights();
    for (int x = 0; x < taps.count(); x++) {
      int at = row + 3 * taps.starts()[x];
      int w = x * taps.stride();
      int end = w + taps.lengths()[x];
      int red = HALF;
      int green = HALF;
      int blue = HALF;
      for (; w < end; w++, at += 3) {
        int weight = weights[w];
        red += (in[at] & 0xff) * weight;
        green += (in[at + 1] & 0xff) * weight;
        blue += (in[at + 2] & 0xff) * weight;
      }
      out[to++] = clip(red);
      out[to++] = clip(green);
      out[to++] = clip(blue);
    }
  }

  private static void rowOfAny(
      byte[] in, int row, byte[] out, int to, int channels, FixedTaps taps) {
    int[] weights = taps.weights();
    for (int x = 0; x < taps.count(); x++) {
      for (int c = 0; c < channels; c++) {
        int at = row + channels * taps.starts()[x] + c;
        int w = x * taps.stride();
        int end = w + taps.lengths()[x];
        int sum = HALF;
        for (; w < end; w++, at += channels) {
          sum += (in[at] & 0xff) * weights[w];
        }
        out[to++] = clip(sum);
      }
    }
  }

  /** Row r of {@code length} bytes starts at {@code from + r * stride}; channels do not matter. */
  private static byte[] vertical(byte[] in, int from, int stride, int length, FixedTaps taps) {
    byte[] out = new byte[Math.multiplyExact(taps.count(), length)];
    int[] sums = new int[length];
    for (int y = 0; y < taps.count(); y++) {
      Arrays.fill(sums, HALF);
      for (int t = 0; t < taps.lengths()[y]; t++) {
        int weight = taps.weights()[y * taps.stride() + t];
        int row = from + (taps.starts()[y] + t) * stride;
        for (int i = 0; i < length; i++) {
          sums[i] += (in[row + i] & 0xff) * weight;
        }
      }
      for (int i = 0, to = y * length; i < length; i++) {
        out[to + i] = clip(sums[i]);
      }
    }
    return out;
  }

  private static byte clip(int sum) {
    int value = sum >> BITS;
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }
}
