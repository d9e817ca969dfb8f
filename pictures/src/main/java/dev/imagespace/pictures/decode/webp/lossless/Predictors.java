package dev.imagespace.pictures.decode.webp.lossless;

import java.io.IOException;

/** The predictor transform: each pixel is stored less what its neighbours suggest. Stateless. */
final class Predictors {
  private static final int BLACK = 0xff000000;
  private static final int LEFT = 1;
  private static final int TOP = 2;

  private Predictors() {}

  /** In place. */
  static int[] undo(int[] pixels, int width, int[] tiles, int bits, Watch watch)
      throws IOException {
    int columns = Transforms.tiles(width, bits);
    pixels[0] = add(pixels[0], BLACK);
    for (int x = 1; x < width; x++) {
      pixels[x] = add(pixels[x], pixels[x - 1]);
    }
    for (int i = width, y = 1; i < pixels.length; y++) {
      watch.goOn();
      for (int x = 0; x < width; x++, i++) {
        int tile = tiles[(y >> bits) * columns + (x >> bits)];
        int mode = x == 0 ? TOP : (tile >> 8) & 0xf;
        pixels[i] = add(pixels[i], predict(mode, pixels, i, width));
      }
    }
    return pixels;
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
    // Column 0 is always predicted from the top: there may be no pixel before.
    int topLeft = mode == TOP ? 0 : pixels[i - width - 1];
    return switch (mode) {
      case LEFT -> left;
      case TOP -> top;
      case 3 -> topRight;
      case 4 -> topLeft;
      case 5 -> mean(mean(left, topRight), top);
      case 6 -> mean(left, topLeft);
      case 7 -> mean(left, top);
      case 8 -> mean(topLeft, top);
      case 9 -> mean(top, topRight);
      case 10 -> mean(mean(left, topLeft), mean(top, topRight));
      case 11 -> select(top, left, topLeft);
      case 12 -> full(left, top, topLeft);
      case 13 -> half(mean(left, top), topLeft);
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
