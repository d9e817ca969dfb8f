package dev.imagespace.pictures.decode.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Samples of components to rows of pixels. Loops are over arrays of ints, without tables: compilers
 * make vector instructions of them. Not thread-safe.
 */
final class RowWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** What components are, and what they become. */
  enum Colours {
    AS_STORED,
    YCC_TO_RGB,
    /** Inverted, as Adobe writes ink and as Pillow shows it. */
    INVERTED,
    YCCK_TO_INVERTED_CMYK
  }

  private final Frame frame;
  private final Colours colours;
  private final int width;
  private final int height;

  /** Samples on a side of the smallest blocks. */
  private final int least;

  /** One for each component; of two components that are computed at once, the first one. */
  private final Upsampling[] sources;

  /** Whether Cb and Cr lie in the same numbers. */
  private final boolean packed;

  private final int[] chroma;
  private final int[] pixels;
  private final byte[] out;
  private int done;

  RowWriter(Frame frame, int scale, Colours colours) {
    this.frame = frame;
    this.colours = colours;
    width = Frame.ceilDiv(frame.width(), scale);
    height = Frame.ceilDiv(frame.height(), scale);
    List<Component> components = frame.components();
    packed = isTransform() && isSame(components.get(1), components.get(2));
    least = frame.unit() / scale;
    sources =
        components.stream()
            .map(c -> new Upsampling(c, frame, frame.unit() / scale))
            .toArray(Upsampling[]::new);
    chroma = new int[isTransform() && !packed ? width : 0];
    pixels = new int[width];
    out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), components.size())];
  }

  private boolean isTransform() {
    return colours == Colours.YCC_TO_RGB || colours == Colours.YCCK_TO_INVERTED_CMYK;
  }

  private static boolean isSame(Component a, Component b) {
    return a.h == b.h && a.v == b.v && a.size == b.size;
  }

  /** Height times width times components. */
  byte[] pixels() {
    return out;
  }

  /**
   * Takes a row of MCUs that is decoded, and writes what can be written without the next one.
   *
   * @param row number of the row of MCUs
   */
  void take(int row) {
    List<Component> components = frame.components();
    for (int i = 0; i < components.size(); i++) {
      Component c = components.get(i);
      for (int y = row * c.rowsOfMcu(); y < (row + 1) * c.rowsOfMcu(); y++) {
        if (packed && i == 1) {
          pack(c.row(y), components.get(2).row(y), c.stride());
        } else if (!packed || i != 2) {
          limit(c.row(y), c.stride());
        }
      }
    }
    boolean last = row == frame.mcusDown() - 1;
    // The last row of samples is looked at together with the one below.
    int rows = ((row + 1) * least - 1) * frame.maxV();
    writeTo(last ? height : Math.min(height, rows));
  }

  private void writeTo(int end) {
    for (; done < end; done++) {
      write(done * width * sources.length);
    }
  }

  /** 0 to 255, in operations that any compiler makes vector instructions of. */
  private static int limited(int value) {
    int positive = value & ~(value >> 31);
    return (positive | (255 - positive) >> 31) & 255;
  }

  private static void limit(int[] samples, int count) {
    for (int i = 0; i < count; i++) {
      samples[i] = limited(samples[i]);
    }
  }

  private static void pack(int[] cb, int[] cr, int count) {
    for (int i = 0; i < count; i++) {
      cb[i] = limited(cb[i]) | limited(cr[i]) << 16;
    }
  }

  private void write(int to) {
    switch (colours) {
      case YCC_TO_RGB -> {
        convert(sources[0].row(done), chroma(), pixels, width);
        writeThree(to);
      }
      case YCCK_TO_INVERTED_CMYK -> {
        convert(sources[0].row(done), chroma(), pixels, width);
        int[] black = sources[3].row(done);
        for (int x = 0; x < width; x++) {
          INT.set(out, to + 4 * x, pixels[x] | ~black[x] << 24);
        }
      }
      case INVERTED -> writeAsStored(to, 0xff);
      default -> writeAsStored(to, 0);
    }
  }

  private int[] chroma() {
    int[] cb = sources[1].row(done);
    if (packed) {
      return cb;
    }
    int[] cr = sources[2].row(done);
    for (int x = 0; x < width; x++) {
      chroma[x] = cb[x] | cr[x] << 16;
    }
    return chroma;
  }

  /** As build_ycc_rgb_table and ycc_rgb_convert of libjpeg (jdcolor.c), 16 bits of fraction. */
  private static void convert(int[] luma, int[] chroma, int[] rgb, int width) {
    red(luma, chroma, rgb, width);
    green(luma, chroma, rgb, width);
    blue(luma, chroma, rgb, width);
  }

  // A loop of its own for each colour: compilers do not unroll longer ones.

  private static void red(int[] luma, int[] chroma, int[] rgb, int width) {
    for (int x = 0; x < width; x++) {
      int red = luma[x] + ((91881 * ((chroma[x] >> 16) - 128) + 32768) >> 16);
      rgb[x] = limited(red);
    }
  }

  private static void green(int[] luma, int[] chroma, int[] rgb, int width) {
    for (int x = 0; x < width; x++) {
      int cb = (chroma[x] & 0xff) - 128;
      int cr = (chroma[x] >> 16) - 128;
      int green = luma[x] + ((-22554 * cb - 46802 * cr + 32768) >> 16);
      rgb[x] |= limited(green) << 8;
    }
  }

  private static void blue(int[] luma, int[] chroma, int[] rgb, int width) {
    for (int x = 0; x < width; x++) {
      int blue = luma[x] + ((116130 * ((chroma[x] & 0xff) - 128) + 32768) >> 16);
      rgb[x] |= limited(blue) << 16;
    }
  }

  /** Eight bytes at a time, of which the next two pixels cover the last two. */
  private void writeThree(int to) {
    int pairs = (width - 1) / 2;
    for (int i = 0; i < pairs; i++) {
      LONG.set(out, to + 6 * i, pixels[2 * i] | (long) pixels[2 * i + 1] << 24);
    }
    for (int x = 2 * pairs; x < width; x++) {
      out[to + 3 * x] = (byte) pixels[x];
      out[to + 3 * x + 1] = (byte) (pixels[x] >> 8);
      out[to + 3 * x + 2] = (byte) (pixels[x] >> 16);
    }
  }

  private void writeAsStored(int to, int inverted) {
    int step = sources.length;
    for (int i = 0; i < step; i++) {
      int[] samples = sources[i].row(done);
      for (int x = 0, o = to + i; x < width; x++, o += step) {
        out[o] = (byte) (samples[x] ^ inverted);
      }
    }
  }
}
