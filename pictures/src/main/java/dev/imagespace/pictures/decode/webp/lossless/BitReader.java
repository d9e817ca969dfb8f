package dev.imagespace.pictures.decode.webp.lossless;

import java.io.EOFException;

/** Bits of a part of a file, the lowest of each byte first. Not thread-safe. */
final class BitReader {
  private final byte[] data;
  private final int end;
  private int at;
  private long bits;
  private int count;

  BitReader(byte[] data, int from, int end) {
    this.data = data;
    this.at = from;
    this.end = end;
  }

  /** Up to 24 bits as a number. */
  int read(int wanted) throws EOFException {
    int value = peek(wanted);
    skip(wanted);
    return value;
  }

  boolean flag() throws EOFException {
    return read(1) == 1;
  }

  /** The next bits, zeros where the data have ended. */
  int peek(int wanted) {
    while (count < wanted && at < end) {
      bits |= (data[at++] & 0xffL) << count;
      count += 8;
    }
    return (int) (bits & ((1L << wanted) - 1));
  }

  void skip(int read) throws EOFException {
    if (read > count) {
      throw new EOFException("truncated: the VP8L data end early");
    }
    bits >>>= read;
    count -= read;
  }
}
