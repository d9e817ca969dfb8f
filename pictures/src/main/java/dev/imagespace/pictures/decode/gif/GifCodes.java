package dev.imagespace.pictures.decode.gif;

/**
 * LZW of GIF. What a code stands for was unpacked before, and is copied from there. Not
 * thread-safe.
 */
final class GifCodes {
  private static final int MOST_BITS = 12;
  private static final int MOST_CODES = 1 << MOST_BITS;

  /** Where in the output the bytes of a code are, and how many. */
  private final int[] starts = new int[MOST_CODES];

  private final int[] lengths = new int[MOST_CODES];
  private final GifBlocks blocks;
  private final int clear;
  private final Runnable goOn;

  /**
   * Makes a decoder.
   *
   * @param bits of an index, 0 to 12
   * @param goOn asked now and then, throws where the result is not wanted any more
   */
  GifCodes(GifBlocks blocks, int bits, Runnable goOn) {
    this.blocks = blocks;
    this.clear = 1 << bits;
    this.goOn = goOn;
  }

  /** Returns whether all of the output could be filled. */
  boolean unpack(byte[] out) {
    int firstBits = Integer.numberOfTrailingZeros(clear) + 1;
    int to = 0;
    int bits = firstBits;
    int next = clear + 2;
    int previous = 0;
    int previousLength = 0;
    int codes = 0;
    while (to < out.length) {
      if ((++codes & 0xffff) == 0) {
        goOn.run();
      }
      int code = blocks.read(bits);
      if (code == clear) {
        bits = firstBits;
        next = clear + 2;
        previousLength = 0;
        continue;
      }
      if (code < 0 || code == clear + 1 || code > next || (code > clear && previousLength == 0)) {
        return false;
      }
      int start = to;
      if (code < clear) {
        out[to++] = (byte) code;
      } else {
        int from = code == next ? previous : starts[code];
        int length = code == next ? previousLength + 1 : lengths[code];
        to = copy(out, from, to, Math.min(length, out.length - to));
      }
      if (previousLength > 0 && next < MOST_CODES) {
        starts[next] = previous;
        lengths[next] = previousLength + 1;
        next++;
        if (next == 1 << bits && bits < MOST_BITS) {
          bits++;
        }
      }
      previous = start;
      previousLength = to - start;
    }
    return true;
  }

  /** The last byte may be the first of those that are written. */
  private static int copy(byte[] out, int from, int to, int length) {
    if (length > 16 && from + length <= to) {
      System.arraycopy(out, from, out, to, length);
    } else {
      for (int i = 0; i < length; i++) {
        out[to + i] = out[from + i];
      }
    }
    return to + length;
  }
}
