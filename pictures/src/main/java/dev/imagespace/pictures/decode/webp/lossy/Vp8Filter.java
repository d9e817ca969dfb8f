package dev.imagespace.pictures.decode.webp.lossy;

/**
 * How strongly edges are smoothed (RFC 6386, sections 9.3, 9.6 and 15.2).
 *
 * @param simple whether luma alone is filtered, by the simple filter
 * @param levels (segment, whether its blocks are predicted as 4×4), 0 to 63
 */
record Vp8Filter(boolean enabled, boolean simple, int sharpness, int[][] levels) {

  static Vp8Filter read(BoolDecoder in, Vp8Segments segments) {
    boolean simple = in.flag();
    int level = in.number(6);
    int sharpness = in.number(3);
    int intra = 0;
    int blocks = 0;
    boolean adjusted = in.flag();
    if (adjusted && in.flag()) {
      for (int i = 0; i < 8; i++) {
        int delta = in.optionalSigned(6);
        intra = i == 0 ? delta : intra;
        blocks = i == 4 ? delta : blocks;
      }
    }
    int[][] levels = new int[Vp8Header.SEGMENTS][2];
    for (int s = 0; s < levels.length; s++) {
      int own = segments.filterLevel(s, level) + intra;
      levels[s][0] = Math.max(0, Math.min(63, own));
      levels[s][1] = Math.max(0, Math.min(63, own + blocks));
    }
    return new Vp8Filter(level != 0, simple, sharpness, levels);
  }

  /** Within a macroblock, how much neighbours may differ and still be smoothed. */
  int interior(int level) {
    int interior = level;
    if (sharpness > 0) {
      interior = Math.min(interior >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
    }
    return Math.max(1, interior);
  }

  /** From this difference on an edge is one of the picture. */
  static int highVariance(int level) {
    return level >= 40 ? 2 : level >= 15 ? 1 : 0;
  }
}
