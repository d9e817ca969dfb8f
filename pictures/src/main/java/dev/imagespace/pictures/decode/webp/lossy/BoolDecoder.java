package dev.imagespace.pictures.decode.webp.lossy;

import java.io.EOFException;

/** The arithmetic decoder of VP8 (RFC 6386, section 7) over a part of a file. Not thread-safe. */
final class BoolDecoder {
  private final byte[] data;
  private final int end;
  private int at;

  /** Read and not yet consumed; the upper {@code 8 + spare} bits of it decide the next bool. */
  private long value;

  private int spare = -8;

  /** In [128, 255]. */
  private int range = 255;

  private boolean exhausted;

  BoolDecoder(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
  }

  /** True with a probability of {@code 1 - probability / 256}. */
  boolean bool(int probability) {
    if (spare < 0) {
      load();
    }
    int split = 1 + (((range - 1) * probability) >> 8);
    long bound = (long) split << spare;
    boolean bit = value >= bound;
    if (bit) {
      range -= split;
      value -= bound;
    } else {
      range = split;
    }
    int shift = Integer.numberOfLeadingZeros(range) - 24;
    range <<= shift;
    spare -= shift;
    return bit;
  }

  int bit(int probability) {
    return bool(probability) ? 1 : 0;
  }

  boolean flag() {
    return bool(128);
  }

  /** An unsigned number, its highest bit first. */
  int number(int bits) {
    int number = 0;
    for (int i = 0; i < bits; i++) {
      number = number << 1 | bit(128);
    }
    return number;
  }

  /** A magnitude and a sign where a flag announces one, else 0. */
  int optionalSigned(int bits) {
    if (!flag()) {
      return 0;
    }
    int magnitude = number(bits);
    return flag() ? -magnitude : magnitude;
  }

  /** Refuses what was decoded from bits that the file does not have. */
  void requireMore() throws EOFException {
    if (exhausted) {
      throw new EOFException("truncated: the VP8 data end early");
    }
  }

  private void load() {
    int loaded = 0;
    while (loaded < 4 && at < end) {
      value = value << 8 | (data[at++] & 0xff);
      spare += 8;
      loaded++;
    }
    if (loaded == 0) {
      value <<= 8;
      spare += 8;
      exhausted = true;
    }
  }
}
