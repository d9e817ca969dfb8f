package dev.imagespace.pictures.decode.webp.lossy;

import java.util.Arrays;

/** Coefficients of macroblocks, dequantised (RFC 6386, section 13). Not thread-safe. */
final class Vp8Residuals {
  private static final int LUMA_AFTER_DC = 0;
  private static final int LUMA_DC = 1;
  private static final int CHROMA = 2;
  private static final int LUMA = 3;

  /** The last one is only looked up, never used. */
  private static final int[] BAND = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};

  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
  private static final int[][] LARGE = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  private final int[] probabilities;
  private final Vp8Quantiser[] quantisers;

  /** Whether the block above has coefficients: luma 4, chroma 2 and 2, DC 1 for each column. */
  private final int[] above;

  private final int[] left = new int[9];
  private final short[] dc = new short[16];

  Vp8Residuals(Vp8Header header, int columns) {
    probabilities = header.probabilities();
    quantisers = header.quantisers();
    above = new int[9 * columns];
  }

  void startRow() {
    Arrays.fill(left, 0);
  }

  void read(Macroblock block, BoolDecoder in, int column) {
    block.clear();
    int top = 9 * column;
    if (block.skipped) {
      int kept = block.inBlocks ? 8 : 9;
      Arrays.fill(above, top, top + kept, 0);
      Arrays.fill(left, 0, kept, 0);
      return;
    }
    Vp8Quantiser quantiser = quantisers[block.segment];
    int type = LUMA;
    if (!block.inBlocks) {
      type = LUMA_AFTER_DC;
      Arrays.fill(dc, (short) 0);
      int last = read(in, LUMA_DC, above[top + 8] + left[8], 0, quantiser.lumaDc(), dc, 0);
      above[top + 8] = left[8] = last > 0 ? 1 : 0;
      Vp8Transform.inverseHadamard(dc, block.coefficients);
    }
    plane(block, in, type, quantiser.luma(), 0, 4, top, 0);
    plane(block, in, CHROMA, quantiser.chroma(), 16, 2, top + 4, 4);
    plane(block, in, CHROMA, quantiser.chroma(), 20, 2, top + 6, 6);
    for (short coefficient : block.coefficients) {
      block.hasCoefficients |= coefficient != 0;
    }
  }

  private void plane(
      Macroblock block,
      BoolDecoder in,
      int type,
      int[] factors,
      int first,
      int side,
      int top,
      int l) {
    int start = type == LUMA_AFTER_DC ? 1 : 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int to = 16 * (first + y * side + x);
        int context = above[top + x] + left[l + y];
        int last = read(in, type, context, start, factors, block.coefficients, to);
        above[top + x] = left[l + y] = last > start ? 1 : 0;
      }
    }
  }

  /** Returns the position after the last coefficient. */
  private int read(
      BoolDecoder in, int type, int context, int start, int[] factors, short[] out, int to) {
    int p = node(type, start, context);
    for (int n = start; n < 16; n++) {
      if (!in.bool(probabilities[p])) {
        return n;
      }
      while (!in.bool(probabilities[p + 1])) {
        n++;
        if (n == 16) {
          return 16;
        }
        p = node(type, n, 0);
      }
      int value = 1;
      if (in.bool(probabilities[p + 2])) {
        value = large(in, p);
      }
      p = node(type, n + 1, value == 1 ? 1 : 2);
      int signed = in.flag() ? -value : value;
      out[to + ZIGZAG[n]] = (short) (signed * factors[n > 0 ? 1 : 0]);
    }
    return 16;
  }

  private static int node(int type, int position, int context) {
    return ((type * Vp8Tables.BANDS + BAND[position]) * Vp8Tables.CONTEXTS + context)
        * Vp8Tables.NODES;
  }

  private int large(BoolDecoder in, int p) {
    if (!in.bool(probabilities[p + 3])) {
      return in.bool(probabilities[p + 4]) ? 3 + in.bit(probabilities[p + 5]) : 2;
    }
    if (!in.bool(probabilities[p + 6])) {
      if (!in.bool(probabilities[p + 7])) {
        return 5 + in.bit(159);
      }
      return 7 + 2 * in.bit(165) + in.bit(145);
    }
    int high = in.bit(probabilities[p + 8]);
    int category = 2 * high + in.bit(probabilities[p + 9 + high]);
    int extra = 0;
    for (int probability : LARGE[category]) {
      extra = 2 * extra + in.bit(probability);
    }
    return extra + 3 + (8 << category);
  }
}
