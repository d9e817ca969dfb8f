package dev.imagespace.pictures.decode.tiff;

/** Bits of one strip, the high one first. Not thread-safe. */
final class CcittBits {
  private final byte[] bytes;
  private final int from;
  private final int end;

  /** Of the next bit, from the first of the strip. */
  private long at;

  CcittBits(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.from = from;
    this.end = end;
  }

  boolean atEnd() {
    return from + (at >> 3) >= end;
  }

  /** The next bits, 16 at most; zeros behind the end. They are still the next then. */
  int peek(int count) {
    int index = from + (int) (at >> 3);
    int word = byteAt(index) << 16 | byteAt(index + 1) << 8 | byteAt(index + 2);
    return (word >> (24 - (int) (at & 7) - count)) & ((1 << count) - 1);
  }

  private int byteAt(int index) {
    return index < end ? bytes[index] & 0xff : 0;
  }

  void skip(int count) {
    at += count;
  }

  void alignToByte() {
    at = (at + 7) & ~7L;
  }
}
