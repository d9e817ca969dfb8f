package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/**
 * Brings the rows of a component to the size of the picture, as libjpeg does (jdsample.c, "fancy"):
 * by linear interpolation to twice the size across, down or both, by repetition to other sizes.
 *
 * <p>A number may hold a sample in its lower 16 bits and one of another component in the upper ones:
 * they are computed at once. Not thread-safe.
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

  /** A row between two rows, with one number more on both sides. */
  private final int[] between;

  private final int[] even;
  private final int[] odd;
  private final int[] row;

  /** The row that was made last starts at {@link #at} of this. */
  int[] samples = {};

  int at;

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
    int length = across == 1 && down == 1 ? 0 : component.stride() + 2;
    between = new int[length];
    even = new int[smoothAcross ? length : 0];
    odd = new int[smoothAcross ? length : 0];
    row = new int[length == 0 ? 0 : across * length];
  }

  /** Makes a row of the picture; the rows that it lies between are to be decoded. */
  void make(int y) {
    int[] in = component.samples;
    int near = component.row(Math.min(y / down, component.height - 1));
    if (across == 1 && down == 1) {
      samples = in;
      at = near;
      return;
    }
    if (smoothDown) {
      int above = Math.max(0, y / 2 - 1);
      int below = Math.min(component.height - 1, y / 2 + 1);
      between(in, near, component.row(y % 2 == 0 ? above : below));
    } else if (across > 1) {
      System.arraycopy(in, near, between, 1, component.width);
    }
    samples = row;
    at = 0;
    if (smoothAcross) {
      interpolate();
    } else if (across > 1) {
      repeat();
    } else if (smoothDown) {
      divide(y % 2 == 0 ? ONE : 2 * ONE);
    } else {
      samples = in;
      at = near;
    }
  }

  /** Three parts of the nearer row, one of the other. */
  private void between(int[] in, int near, int far) {
    int[] out = between;
    int width = component.width;
    for (int x = 0; x < width; x++) {
      out[x + 1] = 3 * in[near + x] + in[far + x];
    }
  }

  private void divide(int rounding) {
    int width = component.width;
    for (int x = 0; x < width; x++) {
      row[x] = (between[x + 1] + rounding) >>> 2 & SAMPLES;
    }
  }

  private void interpolate() {
    int width = component.width;
    int[] in = between;
    in[0] = in[1];
    in[width + 1] = in[width];
    if (smoothDown) {
      interpolate(in, even, odd, width, 4, 8 * ONE, 7 * ONE);
    } else {
      interpolate(in, even, odd, width, 2, ONE, 2 * ONE);
    }
    for (int x = 0; x < width; x++) {
      row[2 * x] = even[x];
      row[2 * x + 1] = odd[x];
    }
  }

  private static void interpolate(
      int[] in, int[] even, int[] odd, int width, int shift, int left, int right) {
    for (int x = 0; x < width; x++) {
      even[x] = (3 * in[x + 1] + in[x] + left) >>> shift & SAMPLES;
    }
    for (int x = 0; x < width; x++) {
      odd[x] = (3 * in[x + 1] + in[x + 2] + right) >>> shift & SAMPLES;
    }
  }

  private void repeat() {
    for (int x = 0; x < component.width; x++) {
      Arrays.fill(row, x * across, (x + 1) * across, between[x + 1]);
    }
  }
}
