package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.REFERENCE_BLACK_WHITE;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.YCBCR_COEFFICIENTS;

/**
 * Luma and chroma to red, green, blue as libtiff computes it: in whole numbers of which 65,536 are
 * one, by the coefficients and ranges of the file. Immutable.
 */
final class YcbcrTables {
  private static final int SHIFT = 16;
  private static final int HALF = 1 << (SHIFT - 1);
  private static final int FARTHEST = 128 * 32;

  private final int[] luma = new int[256];
  private final int[] red = new int[256];
  private final int[] blue = new int[256];
  private final int[] greenOfCr = new int[256];
  private final int[] greenOfCb = new int[256];

  YcbcrTables(TiffDirectory directory) {
    float[] weights = directory.fractions(YCBCR_COEFFICIENTS, 0.299f, 0.587f, 0.114f);
    float[] range = directory.fractions(REFERENCE_BLACK_WHITE, 0, 255, 128, 255, 128, 255);
    float forRed = 2 - 2 * weights[0];
    float forBlue = 2 - 2 * weights[2];
    int d1 = fixed(forRed);
    int d2 = -fixed(weights[0] * forRed / weights[1]);
    int d3 = fixed(forBlue);
    int d4 = -fixed(weights[2] * forBlue / weights[1]);
    for (int i = 0; i < 256; i++) {
      int cr = value(i - 128, range[4] - 128, range[5] - 128, 127);
      int cb = value(i - 128, range[2] - 128, range[3] - 128, 127);
      red[i] = (d1 * cr + HALF) >> SHIFT;
      blue[i] = (d3 * cb + HALF) >> SHIFT;
      greenOfCr[i] = d2 * cr;
      greenOfCb[i] = d4 * cb + HALF;
      luma[i] = value(i, range[0], range[1], 255);
    }
  }

  private static int fixed(float number) {
    return (int) (Math.max(0, Math.min(2, number)) * (1 << SHIFT) + 0.5);
  }

  private static int value(int code, float black, float white, int most) {
    float range = white - black;
    float value = (code - (int) black) * (float) most / (range == 0 ? 1 : range);
    return (int) Math.max(-FARTHEST, Math.min(FARTHEST, value));
  }

  void convert(int y, int cb, int cr, byte[] out, int to) {
    out[to] = clip(luma[y] + red[cr]);
    out[to + 1] = clip(luma[y] + ((greenOfCb[cb] + greenOfCr[cr]) >> SHIFT));
    out[to + 2] = clip(luma[y] + blue[cb]);
  }

  private static byte clip(int level) {
    return (byte) Math.max(0, Math.min(255, level));
  }
}
