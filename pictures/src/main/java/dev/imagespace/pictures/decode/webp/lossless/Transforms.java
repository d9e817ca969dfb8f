package dev.imagespace.pictures.decode.webp.lossless;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What an encoder did to the pixels to make them smaller, and how to undo it. */
final class Transforms {

  /** Undoes one transform; takes and gives ARGB pixels. */
  private interface Inverse {
    int[] apply(int[] pixels) throws IOException;
  }

  private static final int PREDICTOR = 0;
  private static final int COLOUR = 1;
  private static final int SUBTRACT_GREEN = 2;

  private final List<Inverse> inverses = new ArrayList<>();
  private final int height;
  private final Watch watch;
  private int width;

  private Transforms(int width, int height, Watch watch) {
    this.width = width;
    this.height = height;
    this.watch = watch;
  }

  static Transforms read(BitReader in, int width, int height, Watch watch) throws IOException {
    Transforms transforms = new Transforms(width, height, watch);
    int seen = 0;
    while (in.flag()) {
      int type = in.read(2);
      if ((seen & (1 << type)) != 0) {
        throw new IOException("VP8L has a transform twice");
      }
      seen |= 1 << type;
      transforms.add(in, type);
    }
    return transforms;
  }

  /** Of the stored pixels: a palette may pack several into one. */
  int width() {
    return width;
  }

  int[] undo(int[] stored) throws IOException {
    int[] pixels = stored;
    for (int i = inverses.size() - 1; i >= 0; i--) {
      pixels = inverses.get(i).apply(pixels);
    }
    return pixels;
  }

  static int tiles(int length, int bits) {
    return (int) (((long) length + (1L << bits) - 1) >> bits);
  }

  private void add(BitReader in, int type) throws IOException {
    int before = width;
    switch (type) {
      case PREDICTOR, COLOUR -> {
        int bits = 2 + in.read(3);
        int[] tiles = EntropyImage.readSmall(in, tiles(width, bits), tiles(height, bits), watch);
        inverses.add(
            type == PREDICTOR
                ? pixels -> Predictors.undo(pixels, before, tiles, bits, watch)
                : pixels -> undoColour(pixels, before, tiles, bits));
      }
      case SUBTRACT_GREEN -> inverses.add(Transforms::addGreen);
      default -> {
        int[] palette = palette(in);
        int bits = palette.length > 16 ? 0 : palette.length > 4 ? 1 : palette.length > 2 ? 2 : 3;
        width = tiles(width, bits);
        inverses.add(pixels -> lookUp(pixels, before, palette, bits));
      }
    }
  }

  private int[] palette(BitReader in) throws IOException {
    int[] colours = EntropyImage.readSmall(in, in.read(8) + 1, 1, watch);
    for (int i = 1; i < colours.length; i++) {
      colours[i] = Predictors.add(colours[i], colours[i - 1]);
    }
    return colours;
  }

  private int[] lookUp(int[] stored, int before, int[] palette, int bits) throws IOException {
    int[] pixels = new int[Math.multiplyExact(before, height)];
    int depth = 8 >> bits;
    int row = tiles(before, bits);
    for (int y = 0, to = 0; y < height; y++) {
      watch.goOn();
      for (int x = 0; x < before; x++) {
        int packed = (stored[y * row + (x >> bits)] >> 8) & 0xff;
        int shift = (x & ((1 << bits) - 1)) * depth;
        int index = (packed >> shift) & ((1 << depth) - 1);
        // An index without a colour is transparent black.
        pixels[to++] = index < palette.length ? palette[index] : 0;
      }
    }
    return pixels;
  }

  private static int[] addGreen(int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      int green = (pixels[i] >> 8) & 0xff;
      int redAndBlue = (pixels[i] & 0xff00ff) + (green * 0x10001);
      pixels[i] = (pixels[i] & 0xff00ff00) | (redAndBlue & 0xff00ff);
    }
    return pixels;
  }

  /** Products of signed bytes, in 3.5 fixed point. */
  private int[] undoColour(int[] pixels, int width, int[] tiles, int bits) throws IOException {
    int columns = tiles(width, bits);
    for (int i = 0, y = 0; i < pixels.length; y++) {
      watch.goOn();
      for (int x = 0; x < width; ) {
        int factors = tiles[(y >> bits) * columns + (x >> bits)];
        int end = Math.min(width, ((x >> bits) + 1) << bits);
        int ofRed = (byte) factors;
        int redOfBlue = (byte) (factors >> 16);
        int greenOfBlue = (byte) (factors >> 8);
        for (; x < end; x++, i++) {
          int pixel = pixels[i];
          int green = (byte) (pixel >> 8);
          int red = ((pixel >> 16) + ((ofRed * green) >> 5)) & 0xff;
          int blue = pixel + ((greenOfBlue * green) >> 5) + ((redOfBlue * (byte) red) >> 5);
          pixels[i] = (pixel & 0xff00ff00) | (red << 16) | (blue & 0xff);
        }
      }
    }
    return pixels;
  }
}
