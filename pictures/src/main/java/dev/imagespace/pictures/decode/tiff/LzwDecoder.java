package dev.imagespace.pictures.decode.tiff;

/**
 * LZW of TIFF: codes of 9 to 12 bits, the high bit first, that grow one code early; and that of old
 * writers: the low bit first, not early. What a code stands for was unpacked before, and is copied
 * from there. Not thread-safe.
 */
final class LzwDecoder implements StripDecoder {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST = 258;
  private static final int FEWEST_BITS = 9;
  private static final int MOST_BITS = 12;

  /** Where in the output the bytes of a code are, and how many. */
  private final int[] starts = new int[1 << MOST_BITS];

  private final int[] lengths = new int[1 << MOST_BITS];
  private final Runnable goOn;

  private byte[] in = new byte[0];
  private int at;
  private int end;
  private boolean old;
  private int buffer;
  private int buffered;

  /**
   * Makes a decoder.
   *
   * @param goOn asked now and then, throws where the result is not wanted any more
   */
  LzwDecoder(Runnable goOn) {
    this.goOn = goOn;
  }

  @Override
  public int unpack(byte[] packed, int from, int until, byte[] out, int start, int wanted) {
    in = packed;
    at = from;
    end = until;
    old = until - from >= 2 && packed[from] == 0 && (packed[from + 1] & 1) == 1;
    buffer = 0;
    buffered = 0;
    return unpack(out, start, start + wanted) - start;
  }

  private int unpack(byte[] out, int start, int stop) {
    int to = start;
    int bits = FEWEST_BITS;
    int next = FIRST;
    int previous = 0;
    int previousLength = 0;
    int codes = 0;
    while (to < stop) {
      if ((++codes & 0xffff) == 0) {
        goOn.run();
      }
      int code = read(bits);
      if (code == CLEAR) {
        bits = FEWEST_BITS;
        next = FIRST;
        previousLength = 0;
        continue;
      }
      if (previousLength > 0 && next < starts.length) {
        starts[next] = previous;
        lengths[next] = previousLength + 1;
        next++;
        if (bits < MOST_BITS && next >= (1 << bits) - (old ? 0 : 1)) {
          bits++;
        }
      }
      if (code < 0 || code == END || code >= next) {
        return to;
      }
      previous = to;
      if (code < CLEAR) {
        out[to++] = (byte) code;
      } else {
        to = copy(out, starts[code], to, Math.min(lengths[code], stop - to));
      }
      previousLength = to - previous;
    }
    return to;
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

  /** The next code, or -1 at the end. */
  private int read(int bits) {
    while (buffered < bits) {
      if (at == end) {
        return -1;
      }
      int next = in[at++] & 0xff;
      buffer = old ? buffer | next << buffered : buffer << 8 | next;
      buffered += 8;
    }
    buffered -= bits;
    int mask = (1 << bits) - 1;
    if (old) {
      int code = buffer & mask;
      buffer >>>= bits;
      return code;
    }
    return buffer >>> buffered & mask;
  }
}
