package dev.imagespace.pictures.decode.tiff;

import dev.imagespace.pictures.decode.DecodedImage.Mode;

/** Stored samples to pixels of the mode of the picture, row by row. Stateless. */
final class SampleRows {
  private final TiffLayout layout;

  /** The palette as red, green, blue; of use only where its colours have an alpha each. */
  private final byte[] colours;

  SampleRows(TiffLayout layout, byte[] colours) {
    this.layout = layout;
    this.colours = colours;
  }

  /**
   * Converts one row.
   *
   * @param in the samples from byte {@code from} on
   * @param plane which sample of each pixel they are, where each is stored for itself
   * @param pixels to be written
   * @param out the pixels from byte {@code to} on
   */
  void convert(byte[] in, int from, int plane, int pixels, byte[] out, int to) {
    switch (layout.bits()) {
      case 1, 2, 4 -> unpack(in, from, pixels, out, to);
      case 12 -> unpack12(in, from, pixels, out, to);
      case 16 -> convert16(in, from, plane, pixels, out, to);
      case 32 -> swap(in, from, 4 * pixels, 4, out, to);
      default -> convert8(in, from, plane, pixels, out, to);
    }
  }

  private void unpack(byte[] in, int from, int pixels, byte[] out, int to) {
    int bits = layout.bits();
    int mask = (1 << bits) - 1;
    int scale = layout.mode() == Mode.PALETTE ? 1 : 255 / mask;
    int flip = layout.isInverted() ? mask : 0;
    int perByte = 8 / bits;
    byte[] levels = new byte[256 * perByte];
    for (int i = 0; i < levels.length; i++) {
      int sample = ((i / perByte) >> (8 - bits * (i % perByte + 1))) & mask;
      levels[i] = (byte) ((sample ^ flip) * scale);
    }
    for (int x = 0; x < pixels; x += perByte, from++) {
      int level = (in[from] & 0xff) * perByte;
      for (int i = 0; i < Math.min(perByte, pixels - x); i++) {
        out[to + x + i] = levels[level + i];
      }
    }
  }

  /** Two samples in three bytes, the high bits first, whatever the order of the file's bytes. */
  private static void unpack12(byte[] in, int from, int pixels, byte[] out, int to) {
    for (int x = 0; x < pixels; x++) {
      int at = from + x / 2 * 3;
      int sample =
          x % 2 == 0
              ? (in[at] & 0xff) << 4 | (in[at + 1] & 0xff) >> 4
              : (in[at + 1] & 0xf) << 8 | (in[at + 2] & 0xff);
      out[to + 2 * x] = (byte) sample;
      out[to + 2 * x + 1] = (byte) (sample >> 8);
    }
  }

  private void convert16(byte[] in, int from, int plane, int pixels, byte[] out, int to) {
    switch (layout.mode()) {
      case GRAY16 -> swap(in, from, 2 * pixels, 2, out, to);
      case INTEGER -> {
        int low = layout.little() ? 0 : 1;
        for (int x = 0; x < pixels; x++) {
          int at = from + 2 * x;
          byte high = in[at + 1 - low];
          out[to + 4 * x] = in[at + low];
          out[to + 4 * x + 1] = high;
          out[to + 4 * x + 2] = out[to + 4 * x + 3] = (byte) (high >> 7);
        }
      }
      // Of colours Pillow keeps the high byte.
      default -> pick(in, from + (layout.little() ? 1 : 0), 2, plane, pixels, out, to);
    }
  }

  private void convert8(byte[] in, int from, int plane, int pixels, byte[] out, int to) {
    if (layout.photometric() == Photometric.PALETTE && layout.mode() == Mode.RGBA) {
      lookUp(in, from, plane, pixels, out, to);
    } else if (layout.isPlain()) {
      System.arraycopy(in, from, out, to, pixels * layout.samples());
    } else {
      pick(in, from, 1, plane, pixels, out, to);
      if (layout.isInverted()) {
        for (int i = to; i < to + pixels; i++) {
          out[i] = (byte) ~out[i];
        }
      }
    }
  }

  /** Samples that count, one byte of each. */
  private void pick(byte[] in, int from, int size, int plane, int pixels, byte[] out, int to) {
    int kept = layout.mode().bytesPerPixel();
    if (layout.planes()) {
      for (int x = 0; x < pixels && plane < kept; x++) {
        out[to + x * kept + plane] = in[from + x * size];
      }
      return;
    }
    int step = layout.samples() * size;
    for (int x = 0; x < pixels; x++) {
      for (int s = 0; s < kept; s++) {
        out[to + x * kept + s] = in[from + x * step + s * size];
      }
    }
  }

  /** An index into the palette, and an alpha. */
  private void lookUp(byte[] in, int from, int plane, int pixels, byte[] out, int to) {
    int step = layout.together();
    for (int x = 0; x < pixels; x++) {
      int at = from + x * step;
      if (plane == 0) {
        System.arraycopy(colours, 3 * (in[at] & 0xff), out, to + 4 * x, 3);
      }
      if (plane == 1 || step == 2) {
        out[to + 4 * x + 3] = in[at + step - 1];
      }
    }
  }

  /** Numbers to numbers of which the low byte comes first. */
  private void swap(byte[] in, int from, int length, int size, byte[] out, int to) {
    if (layout.little()) {
      System.arraycopy(in, from, out, to, length);
      return;
    }
    for (int i = 0; i < length; i += size) {
      for (int b = 0; b < size; b++) {
        out[to + i + b] = in[from + i + size - 1 - b];
      }
    }
  }
}
