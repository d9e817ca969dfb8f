package dev.imagespace.pictures.decode.webp.lossy;

import java.util.Arrays;

/**
 * One plane of a frame within the borders that prediction reads: 127 above, 129 to the left.
 *
 * @param samples with {@link #LEFT} samples left of each row, one row above, some to the right
 * @param size samples along the side of a macroblock: 16 or 8
 */
record Plane(byte[] samples, int stride, int size) {
  private static final int LEFT = 1;
  private static final int RIGHT = 4;

  static Plane of(int columns, int rows, int size) {
    int stride = LEFT + columns * size + RIGHT;
    byte[] samples = new byte[Math.multiplyExact(stride, rows * size + 1)];
    Arrays.fill(samples, 0, stride, (byte) 127);
    for (int row = 1; row <= rows * size; row++) {
      samples[row * stride] = (byte) 129;
    }
    return new Plane(samples, stride, size);
  }

  static long bytes(int columns, int rows, int size) {
    return (long) (LEFT + columns * size + RIGHT) * (rows * size + 1);
  }

  /** Index of a sample; row -1 and column -1 are the borders. */
  int at(int x, int y) {
    return (y + 1) * stride + LEFT + x;
  }

  int get(int index) {
    return samples[index] & 0xff;
  }

  void set(int index, int value) {
    samples[index] = (byte) (value < 0 ? 0 : Math.min(value, 255));
  }

  /** Repeats the last sample of a row: what the block at the right edge sees above and right. */
  void extend(int y) {
    int end = (y + 2) * stride - RIGHT;
    Arrays.fill(samples, end, end + RIGHT, samples[end - 1]);
  }
}
