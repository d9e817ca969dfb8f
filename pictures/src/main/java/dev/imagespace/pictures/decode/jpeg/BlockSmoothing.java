package dev.imagespace.pictures.decode.jpeg;

/**
 * Guesses the first coefficients of a progressive picture that its scans leave out, by the DC
 * coefficients of 5 by 5 blocks (decompress_smooth_data of libjpeg-turbo 2.1 and later, after annex
 * K.8). Not thread-safe.
 */
final class BlockSmoothing {
  private static final int SIDE = 5;

  /** Weights of 25 DC coefficients, by the number of the guessed coefficient in zigzag order. */
  private static final int[][] OF_DC_ALONE = {
    {
      -2, -6, -8, -6, -2, -6, 6, 42, 6, -6, -8, 42, 152, 42, -8, -6, 6, 42, 6, -6, -2, -6, -8, -6,
      -2
    },
    {-1, -1, 0, 1, 1, -3, 13, 0, -13, 3, -3, 38, 0, -38, 3, -3, 13, 0, -13, 3, -1, -1, 0, 1, 1},
    {-1, -3, -3, -3, -1, -1, 13, 38, 13, -1, 0, 0, 0, 0, 0, 1, -13, -38, -13, 1, 1, 3, 3, 3, 1},
    {0, 0, 1, 0, 0, 0, 2, 7, 2, 0, 0, -5, -14, -5, 0, 0, 2, 7, 2, 0, 0, 0, 1, 0, 0},
    {-1, 0, 0, 0, 1, 0, 9, 0, -9, 0, 0, 0, 0, 0, 0, 0, -9, 0, 9, 0, 1, 0, 0, 0, -1},
    {0, 0, 0, 0, 0, 0, 2, -5, 2, 0, 1, 7, -14, 7, 1, 0, 2, -5, 2, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, 2, 0, -2, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 1, -3, 1, 0, 0, 0, 0, 0, 0, 0, -1, 3, -1, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, -3, 0, 3, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 0, 0, 0, -1, -2, -1, 0, 0, 0, 0, 0, 0},
  };

  /** The same where some AC coefficients are known. */
  private static final int[][] WITH_AC = {
    {},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7, 50, 0, -50, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, -7, 0, 0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, -50, 0, 0, 0, 0, 7, 0, 0},
    {0, 0, -1, 0, 0, 0, 0, 13, 0, 0, 0, 0, -24, 0, 0, 0, 0, 13, 0, 0, 0, 0, -1, 0, 0},
    {0, -1, 0, 1, 0, -1, 10, 0, -10, 1, 0, 0, 0, 0, 0, 1, -10, 0, 10, -1, 0, 1, 0, -1, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 13, -24, 13, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
  };

  private final Component component;
  private final int[] steps;
  private final int[] missing;
  private final boolean dcAlone;
  private final int[] dc = new int[SIDE * SIDE];
  private final int[] rows = new int[SIDE];

  /**
   * Guesses for a row of MCUs.
   *
   * @param steps of quantisation of the component
   * @param missing bits of the first coefficients, -1 where nothing is known
   */
  BlockSmoothing(Component component, int[] steps, int[] missing) {
    this.component = component;
    this.steps = steps;
    this.missing = missing;
    boolean none = true;
    for (int k = 1; k < Progress.GUESSED; k++) {
      none &= missing[k] == -1;
    }
    dcAlone = none;
  }

  /**
   * Looks for the rows of blocks around one.
   *
   * @param down row of blocks
   * @param number of the row as libjpeg counts it, which is not the same at the end of a picture
   * @param count of all rows as libjpeg counts them
   */
  void startRow(int down, int number, int count) {
    rows[2] = down;
    rows[1] = number > 0 ? down - 1 : down;
    rows[0] = number > 1 ? down - 2 : rows[1];
    rows[3] = number < count - 1 ? down + 1 : down;
    rows[4] = number < count - 2 ? down + 2 : rows[3];
  }

  /** Puts guesses into a copy of the block, which is not dequantised. */
  void guess(short[] block, int across) {
    int last = component.blocksAcross - 1;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = Math.max(0, Math.min(last, across + x - 2));
        dc[SIDE * y + x] = component.coefficients[component.block(at, rows[y])];
      }
    }
    int[][] weights = dcAlone ? OF_DC_ALONE : WITH_AC;
    for (int k = 1; k < weights.length; k++) {
      int place = Zigzag.NATURAL[k];
      if (missing[k] != 0 && block[place] == 0) {
        block[place] = (short) guess(weights[k], steps[place], missing[k]);
      }
    }
    if (dcAlone) {
      block[0] = (short) guess(weights[0], steps[0], 0);
    }
  }

  /** The weighted sum, 256 being one, in steps of the coefficient; less than what is missing. */
  private int guess(int[] weights, int step, int bits) {
    long sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (long) weights[i] * dc[i];
    }
    sum *= steps[0];
    int guess = (int) ((((long) step << 7) + Math.abs(sum)) / ((long) step << 8));
    if (bits > 0) {
      guess = Math.min(guess, (1 << bits) - 1);
    }
    return sum >= 0 ? guess : -guess;
  }
}
