package dev.imagespace.benchmarks;

import java.util.Random;

/** Ids of CLIP's vocabulary. */
final class ClipTokens {
  private static final int START = 49406;
  private static final int END = 49407;

  private ClipTokens() {}

  /** Any words between start and end. */
  static int[] random(int seed, int length) {
    int[] ids = new Random(seed).ints(length, 0, START).toArray();
    ids[0] = START;
    ids[length - 1] = END;
    return ids;
  }
}
