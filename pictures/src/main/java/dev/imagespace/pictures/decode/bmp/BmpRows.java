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
    for (int x = 0; x < pixels; x++, from += bytes) {
      for (int b = 0; b < bands; b++) {
        if (whole) {
          out[to++] = in[from + (shifts[b] >> 3)];
        } else {
          int word = (in[from] & 0xff) | (in[from + 1] & 0xff) << 8;
          out[to++] = (byte) (((word & masks[b]) >> shifts[b]) * 255 / largest[b]);
        }
      }
    }
  }
}
