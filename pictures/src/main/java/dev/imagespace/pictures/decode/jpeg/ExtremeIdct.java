package dev.imagespace.pictures.decode.jpeg;

/**
 * The transform of {@link Idct} for coefficients that no picture has, but damaged data may tell:
 * sums wrap around and are limited where they do so in 16 bits wide vector instructions, by which
 * libjpeg-turbo computes it. Not thread-safe.
 */
final class ExtremeIdct {
  private static final int SIDE = Component.BLOCK;

  private final int[] work = new int[Component.COEFFICIENTS];
  private final int[] line = new int[SIDE];

  /** See {@link Idct#transform}. */
  void transform(short[] block, int[][] out, int row, int at) {
    for (int x = 0; x < SIDE; x++) {
      for (int y = 0; y < SIDE; y++) {
        line[y] = block[SIDE * y + x];
      }
      pass(11);
      for (int y = 0; y < SIDE; y++) {
        work[SIDE * y + x] = line[y];
      }
    }
    for (int y = 0; y < SIDE; y++) {
      System.arraycopy(work, SIDE * y, line, 0, SIDE);
      pass(18);
      for (int x = 0; x < SIDE; x++) {
        out[row + y][at + x] = line[x] + 128;
      }
    }
  }

  private void pass(int shift) {
    int[] c = line;
    int half = 1 << (shift - 1);
    int even2 = c[2] * 4433 + c[6] * (4433 - 15137);
    int even3 = c[2] * (4433 + 6270) + c[6] * 4433;
    int even0 = ((short) (c[0] + c[4]) << 13) + half;
    int even1 = ((short) (c[0] - c[4]) << 13) + half;
    int z3 = (short) (c[7] + c[3]);
    int z4 = (short) (c[5] + c[1]);
    int sum3 = z3 * (9633 - 16069) + z4 * 9633;
    int sum4 = z3 * 9633 + z4 * (9633 - 3196);
    int odd0 = c[7] * (2446 - 7373) - c[1] * 7373 + sum3;
    int odd1 = c[5] * (16819 - 20995) - c[3] * 20995 + sum4;
    int odd2 = c[3] * (25172 - 20995) - c[5] * 20995 + sum3;
    int odd3 = c[1] * (12299 - 7373) - c[7] * 7373 + sum4;
    c[0] = limited((even0 + even3 + odd3) >> shift);
    c[7] = limited((even0 + even3 - odd3) >> shift);
    c[1] = limited((even1 + even2 + odd2) >> shift);
    c[6] = limited((even1 + even2 - odd2) >> shift);
    c[2] = limited((even1 - even2 + odd1) >> shift);
    c[5] = limited((even1 - even2 - odd1) >> shift);
    c[3] = limited((even0 - even3 + odd0) >> shift);
    c[4] = limited((even0 - even3 - odd0) >> shift);
  }

  private static int limited(int value) {
    return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }
}
