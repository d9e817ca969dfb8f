package dev.imagespace.pictures.preprocess;

import java.util.Arrays;

/**
 * The horizontal pass, then the vertical one, without a picture between them: two source rows are
 * squeezed at a time, since both sums fit into one long, and each is added to the output rows that
 * it is a part of, which the JIT does many samples at once. Not thread-safe.
 */
final class RowPairs {
  private final byte[] pixels;
  private final int stride;
  private final int channels;
  private final FixedTaps columns;
  private final FixedTaps rows;

  /** Samples of two source rows, one in the low half, one in the high. */
  private final long[] packed;

  private final int[] upper;
  private final int[] lower;
  private final int[] sums;

  /** The first output row that a later source row may be a part of. */
  private int firstOpen;

  RowPairs(byte[] pixels, int stride, int channels, FixedTaps columns, FixedTaps rows) {
    this.pixels = pixels;
    this.stride = stride;
    this.channels = channels;
    this.columns = columns;
    this.rows = rows;
    packed = new long[Math.multiplyExact(columns.end() - columns.first(), channels)];
    upper = new int[Math.multiplyExact(columns.count(), channels)];
    lower = new int[upper.length];
    sums = new int[Math.multiplyExact(rows.count(), upper.length)];
  }

  byte[] resize() {
    Arrays.fill(sums, 1 << (rows.bits() - 1));
    int last = rows.end() - 1;
    for (int y = rows.first(); y <= last; y += 2) {
      int next = Math.min(y + 1, last);
      int from = columns.first() * channels;
      pack(pixels, y * stride + from, next * stride + from, packed);
      if (channels == 3) {
        squeezeColours();
      } else {
        for (int c = 0; c < channels; c++) {
          squeeze(c);
        }
      }
      spread(y, upper);
      if (next != y) {
        spread(next, lower);
      }
    }
    byte[] out = new byte[sums.length];
    int bits = rows.bits();
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) PillowResize.clip(sums[i], bits);
    }
    return out;
  }

  private static void pack(byte[] in, int first, int second, long[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (in[first + i] & 0xff) | (in[second + i] & 0xffL) << 32;
    }
  }

  private void squeezeColours() {
    long half = halves();
    int[] weights = columns.weights();
    long[] in = packed;
    for (int x = 0, to = 0; x < columns.count(); x++, to += 3) {
      int at = 3 * (columns.starts()[x] - columns.first());
      int w = x * columns.stride();
      int taps = columns.lengths()[x];
      long red = half;
      long green = half;
      long blue = half;
      int t = 0;
      // Two at a time: the JIT leaves a loop of one tap as it is.
      for (; t < taps - 1; t += 2, at += 6) {
        long weight = weights[w + t];
        long other = weights[w + t + 1];
        red += in[at] * weight + in[at + 3] * other;
        green += in[at + 1] * weight + in[at + 4] * other;
        blue += in[at + 2] * weight + in[at + 5] * other;
      }
      if (t < taps) {
        long weight = weights[w + t];
        red += in[at] * weight;
        green += in[at + 1] * weight;
        blue += in[at + 2] * weight;
      }
      unpack(red, to);
      unpack(green, to + 1);
      unpack(blue, to + 2);
    }
  }

  private void squeeze(int channel) {
    long half = halves();
    int[] weights = columns.weights();
    for (int x = 0; x < columns.count(); x++) {
      int at = channels * (columns.starts()[x] - columns.first()) + channel;
      int w = x * columns.stride();
      long sum = half;
      for (int t = 0; t < columns.lengths()[x]; t++, at += channels) {
        sum += packed[at] * weights[w + t];
      }
      unpack(sum, x * channels + channel);
    }
  }

  private long halves() {
    long half = 1L << (columns.bits() - 1);
    return half | half << 32;
  }

  /** A negative sum below has borrowed one from the sum above. */
  private void unpack(long both, int to) {
    int low = (int) both;
    upper[to] = PillowResize.clip(low, columns.bits());
    lower[to] = PillowResize.clip((int) ((both - low) >> 32), columns.bits());
  }

  /** Adds a squeezed source row to the output rows. */
  private void spread(int y, int[] line) {
    while (firstOpen < rows.count() && isPast(firstOpen, y)) {
      firstOpen++;
    }
    for (int row = firstOpen; row < rows.count() && rows.starts()[row] <= y; row++) {
      if (!isPast(row, y)) {
        int weight = rows.weights()[row * rows.stride() + y - rows.starts()[row]];
        add(sums, row * line.length, line, weight);
      }
    }
  }

  private boolean isPast(int row, int y) {
    return rows.starts()[row] + rows.lengths()[row] <= y;
  }

  private static void add(int[] sums, int from, int[] line, int weight) {
    for (int i = 0; i < line.length; i++) {
      sums[from + i] += line[i] * weight;
    }
  }
}
