package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/** How much of the first coefficients of each component is known (coef_bits of libjpeg). */
final class Progress {
  /** Coefficients that can be guessed: the first one and nine more. */
  static final int GUESSED = 10;

  private static final int UNKNOWN = -1;

  /** By component and number in zigzag order, bits that are missing, or {@link #UNKNOWN}. */
  private final int[][] missing;

  Progress(int components) {
    missing = new int[components][Component.COEFFICIENTS];
    for (int[] each : missing) {
      Arrays.fill(each, UNKNOWN);
    }
  }

  void add(Frame frame, Scan scan) {
    for (Component component : scan.components()) {
      int c = frame.components().indexOf(component);
      Arrays.fill(missing[c], scan.first(), scan.last() + 1, scan.low());
    }
  }

  /** Whether guesses help, and the coefficients for them are there (smoothing_ok). */
  boolean invitesGuesses(Frame frame) {
    boolean useful = false;
    for (int c = 0; c < missing.length; c++) {
      int[] steps = frame.components().get(c).steps;
      if (steps == null || missing[c][0] < 0) {
        return false;
      }
      for (int k = 0; k < GUESSED; k++) {
        if (steps[Zigzag.NATURAL[k]] == 0) {
          return false;
        }
        useful |= k > 0 && missing[c][k] != 0;
      }
    }
    return useful;
  }

  /** Missing bits of the first coefficients of a component. */
  int[] missing(int component) {
    return missing[component];
  }
}
