package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/**
 * Coefficients to samples: the inverse DCT of Loeffler, Ligtenberg and Moschytz in integers, as
 * libjpeg computes it by default (jidctint.c, "islow"). Columns first, then rows; 13 bits of
 * fraction in constants, 2 bits between the passes. Samples are not limited to 0 to 255 yet. Not
 * thread-safe.
 */
final class Idct {
  private static final int C_0_298 = 2446;
  private static final int C_0_390 = 3196;
  private static final int C_0_541 = 4433;
  private static final int C_0_765 = 6270;
  private static final int C_0_899 = 7373;
  private static final int C_1_175 = 9633;
  private static final int C_1_501 = 12299;
  private static final int C_1_847 = 15137;
  private static final int C_1_961 = 16069;
  private static final int C_2_053 = 16819;
  private static final int C_2_562 = 20995;
  private static final int C_3_072 = 25172;

  private static final int FRACTION = 13;
  private static final int BETWEEN = 2;
  private static final int COLUMN_SHIFT = FRACTION - BETWEEN;
  private static final int COLUMN_HALF = 1 << (COLUMN_SHIFT - 1);
  private static final int ROW_SHIFT = FRACTION + BETWEEN + 3;

  /** Half a sample for rounding, and the 128 that samples are higher than coefficients tell. */
  private static final int ROW_HALF = (1 << (ROW_SHIFT - 1)) + (128 << ROW_SHIFT);

  private final int[] work = new int[Component.COEFFICIENTS];
  private final ExtremeIdct extreme = new ExtremeIdct();

  /**
   * One block of 8 by 8 samples.
   *
   * @param block coefficients, dequantised, in the order of rows
   * @param places see {@link Places}
   * @param out rows that the samples go to, the first one to row {@code row}, column {@code at}
   */
  void transform(short[] block, int places, int[][] out, int row, int at) {
    if (places < Places.EXTREME) {
      transformUsual(block, places, out, row, at);
    } else if ((places & Places.EXTREME - 1) == 0) {
      flat(block, out, row, at);
    } else {
      extreme.transform(block, out, row, at);
    }
  }

  private static void flat(short[] block, int[][] out, int row, int at) {
    int sample = (((short) (block[0] << BETWEEN) + 16) >> 5) + 128;
    for (int y = 0; y < 8; y++) {
      Arrays.fill(out[row + y], at, at + 8, sample);
    }
  }

  private void transformUsual(short[] block, int places, int[][] out, int row, int at) {
    if (places == 0) {
      flat(block, out, row, at);
      return;
    }
    int columns = (places & Places.RIGHT) == 0 ? 4 : 8;
    if ((places & Places.LOWER) == 0) {
      upperColumns(block, columns);
    } else {
      columns(block, columns);
    }
    if (columns == 4) {
      leftRows(out, row, at);
    } else {
      rows(out, row, at);
    }
  }

  private void columns(short[] block, int count) {
    int[] ws = work;
    for (int x = 0; x < count; x++) {
      int c0 = block[x];
      int c1 = block[x + 8];
      int c2 = block[x + 16];
      int c3 = block[x + 24];
      int c4 = block[x + 32];
      int c5 = block[x + 40];
      int c6 = block[x + 48];
      int c7 = block[x + 56];
      if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
        int value = c0 << BETWEEN;
        ws[x] = value;
        ws[x + 8] = value;
        ws[x + 16] = value;
        ws[x + 24] = value;
        ws[x + 32] = value;
        ws[x + 40] = value;
        ws[x + 48] = value;
        ws[x + 56] = value;
        continue;
      }
      int even = (c2 + c6) * C_0_541;
      int e2 = even - c6 * C_1_847;
      int e3 = even + c2 * C_0_765;
      int e0 = ((c0 + c4) << FRACTION) + COLUMN_HALF;
      int e1 = ((c0 - c4) << FRACTION) + COLUMN_HALF;
      int o0 = c7;
      int o1 = c5;
      int o2 = c3;
      int o3 = c1;
      int z5 = (o0 + o2 + o1 + o3) * C_1_175;
      int z1 = (o0 + o3) * -C_0_899;
      int z2 = (o1 + o2) * -C_2_562;
      int z3 = (o0 + o2) * -C_1_961 + z5;
      int z4 = (o1 + o3) * -C_0_390 + z5;
      o0 = o0 * C_0_298 + z1 + z3;
      o1 = o1 * C_2_053 + z2 + z4;
      o2 = o2 * C_3_072 + z2 + z3;
      o3 = o3 * C_1_501 + z1 + z4;
      ws[x] = (e0 + e3 + o3) >> COLUMN_SHIFT;
      ws[x + 56] = (e0 + e3 - o3) >> COLUMN_SHIFT;
      ws[x + 8] = (e1 + e2 + o2) >> COLUMN_SHIFT;
      ws[x + 48] = (e1 + e2 - o2) >> COLUMN_SHIFT;
      ws[x + 16] = (e1 - e2 + o1) >> COLUMN_SHIFT;
      ws[x + 40] = (e1 - e2 - o1) >> COLUMN_SHIFT;
      ws[x + 24] = (e0 - e3 + o0) >> COLUMN_SHIFT;
      ws[x + 32] = (e0 - e3 - o0) >> COLUMN_SHIFT;
    }
  }

  private void rows(int[][] out, int row, int at) {
    int[] ws = work;
    for (int y = 0; y < 64; y += 8) {
      int c2 = ws[y + 2];
      int c6 = ws[y + 6];
      int even = (c2 + c6) * C_0_541;
      int e2 = even - c6 * C_1_847;
      int e3 = even + c2 * C_0_765;
      int e0 = ((ws[y] + ws[y + 4]) << FRACTION) + ROW_HALF;
      int e1 = ((ws[y] - ws[y + 4]) << FRACTION) + ROW_HALF;
      int o0 = ws[y + 7];
      int o1 = ws[y + 5];
      int o2 = ws[y + 3];
      int o3 = ws[y + 1];
      int z5 = (o0 + o2 + o1 + o3) * C_1_175;
      int z1 = (o0 + o3) * -C_0_899;
      int z2 = (o1 + o2) * -C_2_562;
      int z3 = (o0 + o2) * -C_1_961 + z5;
      int z4 = (o1 + o3) * -C_0_390 + z5;
      o0 = o0 * C_0_298 + z1 + z3;
      o1 = o1 * C_2_053 + z2 + z4;
      o2 = o2 * C_3_072 + z2 + z3;
      o3 = o3 * C_1_501 + z1 + z4;
      int[] line = out[row + (y >> 3)];
      line[at] = (e0 + e3 + o3) >> ROW_SHIFT;
      line[at + 7] = (e0 + e3 - o3) >> ROW_SHIFT;
      line[at + 1] = (e1 + e2 + o2) >> ROW_SHIFT;
      line[at + 6] = (e1 + e2 - o2) >> ROW_SHIFT;
      line[at + 2] = (e1 - e2 + o1) >> ROW_SHIFT;
      line[at + 5] = (e1 - e2 - o1) >> ROW_SHIFT;
      line[at + 3] = (e0 - e3 + o0) >> ROW_SHIFT;
      line[at + 4] = (e0 - e3 - o0) >> ROW_SHIFT;
    }
  }

  /** The same where the last four rows are zero. */
  private void upperColumns(short[] block, int count) {
    int[] ws = work;
    for (int x = 0; x < count; x++) {
      int c2 = block[x + 16];
      int e2 = c2 * C_0_541;
      int e3 = c2 * (C_0_541 + C_0_765);
      int e0 = (block[x] << FRACTION) + COLUMN_HALF;
      int c1 = block[x + 8];
      int c3 = block[x + 24];
      int z5 = (c3 + c1) * C_1_175;
      int o0 = c1 * -C_0_899 + c3 * -C_1_961 + z5;
      int o1 = c3 * -C_2_562 + c1 * -C_0_390 + z5;
      int o2 = c3 * (C_3_072 - C_2_562 - C_1_961) + z5;
      int o3 = c1 * (C_1_501 - C_0_899 - C_0_390) + z5;
      ws[x] = (e0 + e3 + o3) >> COLUMN_SHIFT;
      ws[x + 56] = (e0 + e3 - o3) >> COLUMN_SHIFT;
      ws[x + 8] = (e0 + e2 + o2) >> COLUMN_SHIFT;
      ws[x + 48] = (e0 + e2 - o2) >> COLUMN_SHIFT;
      ws[x + 16] = (e0 - e2 + o1) >> COLUMN_SHIFT;
      ws[x + 40] = (e0 - e2 - o1) >> COLUMN_SHIFT;
      ws[x + 24] = (e0 - e3 + o0) >> COLUMN_SHIFT;
      ws[x + 32] = (e0 - e3 - o0) >> COLUMN_SHIFT;
    }
  }

  /** The same where the last four columns are zero. */
  private void leftRows(int[][] out, int row, int at) {
    int[] ws = work;
    for (int y = 0; y < 64; y += 8) {
      int c2 = ws[y + 2];
      int e2 = c2 * C_0_541;
      int e3 = c2 * (C_0_541 + C_0_765);
      int e0 = (ws[y] << FRACTION) + ROW_HALF;
      int c1 = ws[y + 1];
      int c3 = ws[y + 3];
      int z5 = (c3 + c1) * C_1_175;
      int o0 = c1 * -C_0_899 + c3 * -C_1_961 + z5;
      int o1 = c3 * -C_2_562 + c1 * -C_0_390 + z5;
      int o2 = c3 * (C_3_072 - C_2_562 - C_1_961) + z5;
      int o3 = c1 * (C_1_501 - C_0_899 - C_0_390) + z5;
      int[] line = out[row + (y >> 3)];
      line[at] = (e0 + e3 + o3) >> ROW_SHIFT;
      line[at + 7] = (e0 + e3 - o3) >> ROW_SHIFT;
      line[at + 1] = (e0 + e2 + o2) >> ROW_SHIFT;
      line[at + 6] = (e0 + e2 - o2) >> ROW_SHIFT;
      line[at + 2] = (e0 - e2 + o1) >> ROW_SHIFT;
      line[at + 5] = (e0 - e2 - o1) >> ROW_SHIFT;
      line[at + 3] = (e0 - e3 + o0) >> ROW_SHIFT;
      line[at + 4] = (e0 - e3 - o0) >> ROW_SHIFT;
    }
  }
}
