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
        components.stream().map(c -> new Upsampling(c, frame, frame.unit() / scale)).toArray(Upsampling[]::new);
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
      int from = c.row(row * c.rowsOfMcu());
      int end = from + c.rowsOfMcu() * c.stride();
      if (packed && i == 1) {
        pack(c.samples, components.get(2).samples, from, end);
      } else if (!packed || i != 2) {
        limit(c.samples, from, end);
      }
    }
    boolean last = row == frame.mcusDown() - 1;
    // The last row of samples is looked at together with the one below.
    int rows = ((row + 1) * least - 1) * frame.maxV();
    writeTo(last ? height : Math.min(height, rows));
  }

  private void writeTo(int end) {
    for (; done < end; done++) {
      int to = done * width * sources.length;
      for (int i = 0; i < sources.length; i++) {
        if (!packed || i != 2) {
          sources[i].make(done);
        }
      }
      write(to);
    }
  }

  private static void limit(int[] samples, int from, int end) {
    for (int i = from; i < end; i++) {
      samples[i] = Math.max(0, Math.min(255, samples[i]));
    }
  }

  private static void pack(int[] cb, int[] cr, int from, int end) {
    for (int i = from; i < end; i++) {
      cb[i] = Math.max(0, Math.min(255, cb[i])) | Math.max(0, Math.min(255, cr[i])) << 16;
    }
  }

  private void write(int to) {
    switch (colours) {
      case YCC_TO_RGB -> {
        convert(sources[0].samples, sources[0].at, chromaRow(), chromaAt(), pixels);
        writeThree(to);
      }
      case YCCK_TO_INVERTED_CMYK -> {
        convert(sources[0].samples, sources[0].at, chromaRow(), chromaAt(), pixels);
        int[] black = sources[3].samples;
        int at = sources[3].at;
        for (int x = 0; x < width; x++) {
          INT.set(out, to + 4 * x, pixels[x] | ~black[at + x] << 24);
        }
      }
      case INVERTED -> writeAsStored(to, 0xff);
      default -> writeAsStored(to, 0);
    }
  }

  private int[] chromaRow() {
    Upsampling cb = sources[1];
    if (packed) {
      return cb.samples;
    }
    Upsampling cr = sources[2];
    for (int x = 0; x < width; x++) {
      chroma[x] = cb.samples[cb.at + x] | cr.samples[cr.at + x] << 16;
    }
    return chroma;
  }

  private int chromaAt() {
    return packed ? sources[1].at : 0;
  }

  /** As build_ycc_rgb_table and ycc_rgb_convert of libjpeg (jdcolor.c), 16 bits of fraction. */
  private void convert(int[] luma, int from, int[] chromas, int chromaFrom, int[] rgb) {
    for (int x = 0; x < width; x++) {
      int y = luma[from + x];
      int both = chromas[chromaFrom + x];
      int cb = (both & 0xff) - 128;
      int cr = (both >> 16) - 128;
      int red = y + ((91881 * cr + 32768) >> 16);
      int green = y + ((-22554 * cb - 46802 * cr + 32768) >> 16);
      int blue = y + ((116130 * cb + 32768) >> 16);
      rgb[x] =
          Math.max(0, Math.min(255, red))
              | Math.max(0, Math.min(255, green)) << 8
              | Math.max(0, Math.min(255, blue)) << 16;
    }
  }

  /** Four bytes at a time, of which the next pixel covers the last. */
  private void writeThree(int to) {
    int last = width - 1;
    for (int x = 0; x < last; x++) {
      INT.set(out, to + 3 * x, pixels[x]);
    }
    int at = to + 3 * last;
    out[at] = (byte) pixels[last];
    out[at + 1] = (byte) (pixels[last] >> 8);
    out[at + 2] = (byte) (pixels[last] >> 16);
  }

  private void writeAsStored(int to, int inverted) {
    int step = sources.length;
    for (int i = 0; i < step; i++) {
      int[] samples = sources[i].samples;
      int at = sources[i].at;
      for (int x = 0, o = to + i; x < width; x++, o += step) {
        out[o] = (byte) (samples[at + x] ^ inverted);
      }
    }
  }
}
