package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/**
 * Coefficients to samples of a picture of half, a quarter or an eighth of the size, as libjpeg
 * computes them (jidctred.c). Samples are not limited to 0 to 255 yet. Not thread-safe.
 */
final class ReducedIdct {
  private static final int FRACTION = 13;
  private static final int BETWEEN = 2;

  /** The 128 that samples are higher than coefficients tell. */
  private static final int CENTRE = 128;

  private final int[] work = new int[4 * 8];

  /**
   * One block.
   *
   * @param size samples on a side: 4, 2 or 1
   * @param block coefficients, dequantised, in the order of rows
   * @param places see {@link Places}
   * @param out rows that the samples go to, the first one to row {@code row}, column {@code at}
   */
  void transform(int size, short[] block, int places, int[][] out, int row, int at) {
    if (size == 1) {
      out[row][at] = ((block[0] + 4) >> 3) + CENTRE;
    } else if ((places & Places.EXTREME - 1) == 0) {
      int sample = (((short) (block[0] << BETWEEN) + 16) >> 5) + CENTRE;
      for (int y = 0; y < size; y++) {
        Arrays.fill(out[row + y], at, at + size, sample);
      }
    } else if (size == 2) {
      twoByTwo(block, out, row, at);
    } else {
      fourByFour(block, out, row, at);
    }
  }

  private void fourByFour(short[] block, int[][] out, int row, int at) {
    int[] ws = work;
    for (int x = 0; x < 8; x++) {
      if (x != 4) {
        four(
            block[x],
            block[x + 8],
            block[x + 16],
            block[x + 24],
            block[x + 40],
            block[x + 48],
            block[x + 56],
            FRACTION - BETWEEN + 1,
            0,
            ws,
            x,
            8);
      }
    }
    for (int y = 0; y < 4; y++) {
      int r = 8 * y;
      four(
          ws[r],
          ws[r + 1],
          ws[r + 2],
          ws[r + 3],
          ws[r + 5],
          ws[r + 6],
          ws[r + 7],
          FRACTION + BETWEEN + 3 + 1,
          CENTRE,
          out[row + y],
          at,
          1);
    }
  }

  /** Four values of seven; the fifth of eight has no weight. */
  private static void four(
      int c0,
      int c1,
      int c2,
      int c3,
      int c5,
      int c6,
      int c7,
      int shift,
      int centre,
      int[] out,
      int at,
      int step) {
    int half = 1 << (shift - 1);
    int even = (c0 << (FRACTION + 1)) + half;
    int e2 = c2 * 15137 - c6 * 6270;
    int o0 = c7 * -1730 + c5 * 11893 - c3 * 17799 + c1 * 8697;
    int o2 = c7 * -4176 - c5 * 4926 + c3 * 7373 + c1 * 20995;
    out[at] = ((even + e2 + o2) >> shift) + centre;
    out[at + 3 * step] = ((even + e2 - o2) >> shift) + centre;
    out[at + step] = ((even - e2 + o0) >> shift) + centre;
    out[at + 2 * step] = ((even - e2 - o0) >> shift) + centre;
  }

  private void twoByTwo(short[] block, int[][] out, int row, int at) {
    int[] ws = work;
    for (int x = 0; x < 8; x++) {
      if (x < 2 || x % 2 == 1) {
        two(
            block[x],
            block[x + 8],
            block[x + 24],
            block[x + 40],
            block[x + 56],
            FRACTION - BETWEEN + 2,
            0,
            ws,
            x,
            8);
      }
    }
    for (int y = 0; y < 2; y++) {
      int r = 8 * y;
      two(
          ws[r],
          ws[r + 1],
          ws[r + 3],
          ws[r + 5],
          ws[r + 7],
          FRACTION + BETWEEN + 3 + 2,
          CENTRE,
          out[row + y],
          at,
          1);
    }
  }

  private static void two(
      int c0, int c1, int c3, int c5, int c7, int shift, int centre, int[] out, int at, int step) {
    int even = (c0 << (FRACTION + 2)) + (1 << (shift - 1));
    int odd = c7 * -5906 + c5 * 6967 - c3 * 10426 + c1 * 29692;
    out[at] = ((even + odd) >> shift) + centre;
    out[at + step] = ((even - odd) >> shift) + centre;
  }
}
