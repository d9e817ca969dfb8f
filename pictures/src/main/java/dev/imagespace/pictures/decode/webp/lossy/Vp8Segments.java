package dev.imagespace.pictures.decode.webp.lossy;

/**
 * Up to four kinds of macroblocks with settings of their own (RFC 6386, section 9.3).
 *
 * @param enabled whether there are any
 * @param tree three probabilities, or an empty array where macroblocks name no segment
 * @param absolute whether the numbers replace those of the frame, or are added to them
 */
record Vp8Segments(
    boolean enabled, int[] tree, boolean absolute, int[] quantisers, int[] filterLevels) {

  static Vp8Segments read(BoolDecoder in) {
    int[] quantisers = new int[Vp8Header.SEGMENTS];
    int[] levels = new int[Vp8Header.SEGMENTS];
    if (!in.flag()) {
      return new Vp8Segments(false, new int[0], true, quantisers, levels);
    }
    boolean hasMap = in.flag();
    boolean absolute = true;
    if (in.flag()) {
      absolute = in.flag();
      for (int i = 0; i < quantisers.length; i++) {
        quantisers[i] = in.optionalSigned(7);
      }
      for (int i = 0; i < levels.length; i++) {
        levels[i] = in.optionalSigned(6);
      }
    }
    int[] tree = new int[hasMap ? 3 : 0];
    for (int i = 0; i < tree.length; i++) {
      tree[i] = in.flag() ? in.number(8) : 255;
    }
    return new Vp8Segments(true, tree, absolute, quantisers, levels);
  }

  int quantiser(int segment, int ofFrame) {
    return of(quantisers, segment, ofFrame);
  }

  int filterLevel(int segment, int ofFrame) {
    return of(filterLevels, segment, ofFrame);
  }

  private int of(int[] own, int segment, int ofFrame) {
    if (!enabled) {
      return ofFrame;
    }
    return absolute ? own[segment] : own[segment] + ofFrame;
  }
}
