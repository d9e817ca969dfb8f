package dev.imagespace.pictures.decode.webp.lossy;

import java.util.Arrays;

/** What is known of one macroblock; reused from one to the next. */
final class Macroblock {
  /** 16 blocks of luma, then four of each chroma plane, 16 coefficients each. */
  static final int BLOCKS = 24;

  int segment;
  boolean skipped;

  /** Whether luma is predicted in 4×4 blocks, each with a mode of its own. */
  boolean inBlocks;

  int lumaMode;
  int chromaMode;
  final int[] blockModes = new int[16];
  final short[] coefficients = new short[16 * BLOCKS];

  /** Whether any coefficient is other than 0. */
  boolean hasCoefficients;

  void clear() {
    Arrays.fill(coefficients, (short) 0);
    hasCoefficients = false;
  }
}
