package dev.imagespace.pictures.ffmpeg.colour;

import java.util.Optional;

/**
 * Integer arithmetic of libyuv, by which libavif converts the usual matrices, after it has dropped
 * samples to 8 bits. Numbers of {@code row_common.cc} as it is for x86-64, where the factor of blue
 * has no more than 8 bits; on ARM it has one more, and blue of limited ranges is a level off.
 *
 * @param luma factor of luma, in a 16384th
 * @param black to be added to it, in a 64th
 * @param blueOfU factor, in a 64th, as the following
 * @param greenOfU of which green is taken
 * @param greenOfV of which green is taken
 * @param redOfV factor
 */
record Libyuv(int luma, int black, int blueOfU, int greenOfU, int greenOfV, int redOfV) {
  private static final int FULL = 16320;
  private static final int LIMITED = 18997;

  /** That of a matrix, if it has one. */
  static Optional<Libyuv> of(Matrix matrix, boolean fullRange) {
    if (matrix.equals(Matrix.BT601)) {
      return Optional.of(
          fullRange
              ? new Libyuv(FULL, 32, 113, 22, 46, 90)
              : new Libyuv(LIMITED, -1160, 128, 25, 52, 102));
    }
    if (matrix.equals(Matrix.BT709)) {
      return Optional.of(
          fullRange
              ? new Libyuv(FULL, 32, 119, 12, 30, 101)
              : new Libyuv(LIMITED, -1160, 128, 14, 34, 115));
    }
    if (matrix.equals(Matrix.BT2020)) {
      return Optional.of(
          fullRange
              ? new Libyuv(FULL, 32, 120, 11, 37, 94)
              : new Libyuv(19003, -1160, 128, 12, 42, 107));
    }
    return Optional.empty();
  }

  /** Writes red, green and blue of samples of 8 bits. */
  void write(int y, int second, int third, byte[] out, int to) {
    int scaled = ((y * 0x0101 * luma) >>> 16) + black;
    int u = second - 128;
    int v = third - 128;
    out[to] = level(scaled + redOfV * v);
    out[to + 1] = level(scaled - greenOfU * u - greenOfV * v);
    out[to + 2] = level(scaled + blueOfU * u);
  }

  private static byte level(int value) {
    return (byte) Math.max(0, Math.min(255, value >> 6));
  }
}
