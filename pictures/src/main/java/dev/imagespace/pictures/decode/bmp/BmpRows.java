package dev.imagespace.pictures.decode.bmp;

/** Stored rows to pixels. Stateless. */
final class BmpRows {
  private BmpRows() {}

  /** Indices of fewer than eight bits; of mode 1 they become 0 and 255. */
  static void unpack(byte[] in, int from, int bits, int scale, byte[] out, int to, int pixels) {
    int mask = (1 << bits) - 1;
    for (int x = 0; x < pixels; x++) {
      int bit = x * bits;
      int index = (in[from + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask;
      out[to + x] = (byte) (index * scale);
    }
  }

  /** Colours that are whole bytes of a pixel, or less: then rounded down, as Pillow does. */
  static void convert(
      byte[] in, int from, int bits, int[] masks, int bands, byte[] out, int to, int pixels) {
    int bytes = bits / 8;
    int[] shifts = new int[bands];
    int[] largest = new int[bands];
    boolean whole = true;
    for (int b = 0; b < bands; b++) {
      shifts[b] = Integer.numberOfTrailingZeros(masks[b]);
      largest[b] = masks[b] >>> shifts[b];
      whole &= largest[b] == 255;
    }
    if (whole) {
      pick(in, from, bytes, shifts, out, to, pixels);
      return;
    }
    for (int x = 0; x < pixels; x++, from += bytes) {
      int word = (in[from] & 0xff) | (in[from + 1] & 0xff) << 8;
      for (int b = 0; b < bands; b++) {
        out[to++] = (byte) (((word & masks[b]) >> shifts[b]) * 255 / largest[b]);
      }
    }
  }

  private static void pick(
      byte[] in, int from, int bytes, int[] shifts, byte[] out, int to, int pixels) {
    int bands = shifts.length;
    int red = shifts[0] >> 3;
    int green = shifts[1] >> 3;
    int blue = shifts[2] >> 3;
    int alpha = shifts[bands - 1] >> 3;
    for (int x = 0; x < pixels; x++, from += bytes, to += bands) {
      out[to] = in[from + red];
      out[to + 1] = in[from + green];
      out[to + 2] = in[from + blue];
      if (bands == 4) {
        out[to + 3] = in[from + alpha];
      }
    }
  }
}
