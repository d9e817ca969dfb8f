package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/**
 * Brings the rows of a component to the size of the picture, as libjpeg does (jdsample.c, "fancy"):
 * by linear interpolation to twice the size across, down or both, by repetition to other sizes.
 *
 * <p>A number may hold a sample in its lower 16 bits and one of another component in the upper
 * ones: they are computed at once. Not thread-safe.
 */
final class Upsampling {
  /** Nothing but the 8 bits of each of two samples. */
  private static final int SAMPLES = 0x00ff00ff;

  private static final int ONE = 0x00010001;

  private final Component component;
  private final int across;
  private final int down;
  private final boolean smoothAcross;
  private final boolean smoothDown;

  /** A row between two rows, four times as high. */
  private final int[] between;

  private final int[] even;
  private final int[] odd;
  private final int[] row;

  /**
   * Makes rows of a component.
   *
   * @param least samples on a side of the smallest block of the picture
   */
  Upsampling(Component component, Frame frame, int least) {
    this.component = component;
    across = frame.maxH() * least / (component.h * component.size);
    down = frame.maxV() * least / (component.v * component.size);
    boolean fancy = least > 1;
    boolean wide = component.width > 2;
    smoothAcross = fancy && across == 2 && wide && down <= 2;
    smoothDown = fancy && down == 2 && (across == 1 || smoothAcross);
    int length = component.width;
    between = new int[smoothDown ? length : 0];
    even = new int[smoothAcross ? length : 0];
    odd = new int[smoothAcross ? length : 0];
    row = new int[across == 1 && !smoothDown ? 0 : across * length];
  }

  /**
   * A row of the picture; the rows that it lies between are to be decoded.
   *
   * @return samples that hold until the next call
   */
  int[] row(int y) {
    int[] near = component.row(Math.min(y / down, component.height - 1));
    if (across == 1 && !smoothDown) {
      return near;
    }
    if (smoothDown) {
      int above = Math.max(0, y / 2 - 1);
      int below = Math.min(component.height - 1, y / 2 + 1);
      between(near, component.row(y % 2 == 0 ? above : below), between, component.width);
    }
    if (across == 1) {
      divide(between, y % 2 == 0 ? ONE : 2 * ONE, row, component.width);
    } else if (smoothAcross) {
      interpolate(smoothDown ? between : near);
    } else {
      repeat(near);
    }
    return row;
  }

  /** Three parts of the nearer row, one of the other. */
  private static void between(int[] near, int[] far, int[] out, int width) {
    for (int x = 0; x < width; x++) {
      out[x] = 3 * near[x] + far[x];
    }
  }

  private static void divide(int[] in, int rounding, int[] out, int width) {
    for (int x = 0; x < width; x++) {
      out[x] = (in[x] + rounding) >>> 2 & SAMPLES;
    }
  }

  private void interpolate(int[] in) {
    int width = component.width;
    int shift = smoothDown ? 4 : 2;
    int left = smoothDown ? 8 * ONE : ONE;
    int right = smoothDown ? 7 * ONE : 2 * ONE;
    towardsRight(in, right, shift, odd, width - 1);
    towardsLeft(in, left, shift, even, width - 1);
    row[0] = (4 * in[0] + left) >>> shift & SAMPLES;
    for (int x = 0; x < width - 1; x++) {
      row[2 * x + 1] = odd[x];
      row[2 * x + 2] = even[x];
    }
    row[2 * width - 1] = (4 * in[width - 1] + right) >>> shift & SAMPLES;
  }

  /** Right of each sample, a quarter of the way to the next one. */
  private static void towardsRight(int[] in, int rounding, int shift, int[] out, int count) {
    for (int x = 0; x < count; x++) {
      out[x] = (3 * in[x] + in[x + 1] + rounding) >>> shift & SAMPLES;
    }
  }

  /** Left of each next sample, a quarter of the way back. */
  private static void towardsLeft(int[] in, int rounding, int shift, int[] out, int count) {
    for (int x = 0; x < count; x++) {
      out[x] = (in[x] + 3 * in[x + 1] + rounding) >>> shift & SAMPLES;
    }
  }

  private void repeat(int[] in) {
    for (int x = 0; x < component.width; x++) {
      Arrays.fill(row, x * across, (x + 1) * across, in[x]);
    }
  }
}
