package dev.imagespace.pictures.preprocess;

/**
 * Pillow's mode YCbCr to red, green, blue: by tables of 64ths, whose entries are rounded towards
 * zero after a half was added. Stateless.
 */
final class YcbcrConversion {
  private static final int SCALE = 6;
  private static final int[] RED_OF_CR = table(1.40200);
  private static final int[] GREEN_OF_CB = table(-0.34414);
  private static final int[] GREEN_OF_CR = table(-0.71414);
  private static final int[] BLUE_OF_CB = table(1.77200);

  private YcbcrConversion() {}

  private static int[] table(double weight) {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      table[i] = (int) (weight * (1 << SCALE) * (i - 128) + 0.5);
    }
    return table;
  }

  static byte[] rgb(byte[] in) {
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i += 3) {
      int luma = in[i] & 0xff;
      int cb = in[i + 1] & 0xff;
      int cr = in[i + 2] & 0xff;
      out[i] = clip(luma + (RED_OF_CR[cr] >> SCALE));
      out[i + 1] = clip(luma + ((GREEN_OF_CB[cb] + GREEN_OF_CR[cr]) >> SCALE));
      out[i + 2] = clip(luma + (BLUE_OF_CB[cb] >> SCALE));
    }
    return out;
  }

  private static byte clip(int level) {
    return (byte) Math.max(0, Math.min(255, level));
  }
}
