package dev.imagespace.pictures.decode.jpeg;

/**
 * What is told of a block in one number, so that the transform can leave out what is zero: the
 * bitwise or of the places of all coefficients that are not zero, but for the first; above that,
 * whether some of them are larger than a picture's are.
 */
final class Places {
  /** Places in the last four columns have this bit. */
  static final int RIGHT = 4;

  /** Places in the last four rows have this one. */
  static final int LOWER = 4 * 8;

  /** From here on, there are coefficients that sums in 16 bits may not hold. */
  static final int EXTREME = 1 << 9;

  private static final int AC_MASK = -EXTREME;
  private static final int DC_MASK = -(1 << 11);

  private Places() {}

  static int ofDc(int value) {
    return (value ^ value >> 31) & DC_MASK & Integer.MAX_VALUE;
  }

  static int ofAc(int place, int value) {
    return place | ((value ^ value >> 31) & AC_MASK & Integer.MAX_VALUE);
  }

  /** Of a block in the order of rows, as far as it matters. */
  static int of(short[] block) {
    int lower = 0;
    int right = 0;
    int left = 0;
    int sizes = 0;
    int first = block[0];
    for (int y = 0; y < Component.COEFFICIENTS; y += 8) {
      for (int x = 0; x < 8; x++) {
        int value = y + x == 0 ? 0 : block[y + x];
        sizes |= value ^ value >> 31;
        right |= x < 4 ? 0 : value;
        left |= x < 4 ? value : 0;
        lower |= y < 32 ? 0 : value;
      }
    }
    return (lower == 0 ? 0 : LOWER)
        | (right == 0 ? 0 : RIGHT)
        | (left == 0 ? 0 : 1)
        | ofDc(first)
        | (sizes & AC_MASK);
  }
}
