package dev.imagespace.pictures.decode.webp.lossless;

import java.io.IOException;

/** The predictor transform: each pixel is stored less what its neighbours suggest. Stateless. */
final class Predictors {
  private static final int BLACK = 0xff000000;
  private static final int LEFT = 1;
  private static final int TOP = 2;
  private static final int MEAN_OF_LEFT_AND_TOP = 7;
  private static final int SELECT = 11;
  private static final int FULL = 12;
  private static final int HALF = 13;

  private Predictors() {}

  /** In place. */
  static int[] undo(int[] pixels, int width, int[] tiles, int bits, Watch watch)
      throws IOException {
    int columns = Transforms.tiles(width, bits);
    pixels[0] = add(pixels[0], BLACK);
    for (int x = 1; x < width; x++) {
      pixels[x] = add(pixels[x], pixels[x - 1]);
    }
    for (int start = width, y = 1; start < pixels.length; start += width, y++) {
      watch.goOn();
      pixels[start] = add(pixels[start], pixels[start - width]);
      int row = (y >> bits) * columns;
      for (int x = 1; x < width; ) {
        int end = Math.min(width, ((x >> bits) + 1) << bits);
        undo(tiles[row + (x >> bits)] >> 8 & 0xf, pixels, start + x, start + end, width);
        x = end;
      }
    }
    return pixels;
  }

  /** A row of one tile: a loop for each mode, so that it is chosen once. */
  private static void undo(int mode, int[] p, int from, int end, int width) {
    switch (mode) {
      case LEFT -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], p[i - 1]);
        }
      }
      case TOP -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], p[i - width]);
        }
      }
      case MEAN_OF_LEFT_AND_TOP -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], mean(p[i - 1], p[i - width]));
        }
      }
      case SELECT -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], select(p[i - width], p[i - 1], p[i - width - 1]));
        }
      }
      case FULL -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], full(p[i - 1], p[i - width], p[i - width - 1]));
        }
      }
      case HALF -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], half(mean(p[i - 1], p[i - width]), p[i - width - 1]));
        }
      }
      default -> {
        for (int i = from; i < end; i++) {
          p[i] = add(p[i], predict(mode, p, i, width));
        }
      }
    }
  }

  /** Channel by channel, modulo 256. */
  static int add(int a, int b) {
    int alphaAndGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
    int redAndBlue = (a & 0xff00ff) + (b & 0xff00ff);
    return (alphaAndGreen & 0xff00ff00) | (redAndBlue & 0xff00ff);
  }

  /** Above the last pixel of a row, to the right, lies the first of the row itself. */
  private static int predict(int mode, int[] pixels, int i, int width) {
    int left = pixels[i - 1];
    int top = pixels[i - width];
    int topRight = pixels[i - width + 1];
    int topLeft = pixels[i - width - 1];
    return switch (mode) {
      case 3 -> topRight;
      case 4 -> topLeft;
      case 5 -> mean(mean(left, topRight), top);
      case 6 -> mean(left, topLeft);
      case 8 -> mean(topLeft, top);
      case 9 -> mean(top, topRight);
      case 10 -> mean(mean(left, topLeft), mean(top, topRight));
      default -> BLACK;
    };
  }

  private static int mean(int a, int b) {
    return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
  }

  private static int select(int top, int left, int topLeft) {
    int balance = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int corner = (topLeft >>> shift) & 0xff;
      balance += Math.abs(((left >>> shift) & 0xff) - corner);
      balance -= Math.abs(((top >>> shift) & 0xff) - corner);
    }
    return balance <= 0 ? top : left;
  }

  private static int full(int left, int top, int topLeft) {
    int out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value =
          ((left >>> shift) & 0xff) + ((top >>> shift) & 0xff) - ((topLeft >>> shift) & 0xff);
      out |= clip(value) << shift;
    }
    return out;
  }

  private static int half(int mean, int topLeft) {
    int out = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = (mean >>> shift) & 0xff;
      out |= clip(value + (value - ((topLeft >>> shift) & 0xff)) / 2) << shift;
    }
    return out;
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
