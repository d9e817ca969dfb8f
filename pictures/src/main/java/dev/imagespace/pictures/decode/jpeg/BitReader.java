package dev.imagespace.pictures.decode.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits between two markers. A byte 0xff of the data is written as 0xff 0x00; any other byte
 * behind 0xff is a marker, behind which there are only zero bits to read.
 */
final class BitReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** After {@link #fill} there are at least so many bits. */
  static final int FILLED = 56;

  private final byte[] bytes;
  private final int end;

  /** Where the next byte is. */
  int at;

  /** The marker that was met and not used yet; 0 if there is none. */
  int marker;

  /** The next bits, from the highest on; what lies behind {@link #bits} of them is not defined. */
  long buffer;

  int bits;

  /** How many of the bits that were ever in the buffer are zeros behind the data. */
  private int padding;

  private boolean dry;

  BitReader(byte[] bytes, int at, int end) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Forgets the bits left, for a new scan or restart interval. */
  void start() {
    buffer = 0;
    bits = 0;
    padding = 0;
  }

  /** Whether bits were read that are behind the data. */
  boolean isPastData() {
    return bits < padding;
  }

  /** Whether it was tried to read behind the last byte of the file. */
  boolean isDry() {
    return dry;
  }

  /** A byte, or -1 behind the last one. */
  int nextByte() {
    if (at >= end) {
      dry = true;
      return -1;
    }
    return bytes[at++] & 0xff;
  }

  /** Makes at least {@link #FILLED} bits be there. */
  void fill() {
    if (marker == 0 && at <= end - Long.BYTES && bits < Long.SIZE) {
      long next = (long) LONG.get(bytes, at);
      if (!hasFf(next)) {
        buffer |= next >>> bits;
        at += (63 - bits) >> 3;
        bits |= FILLED;
        return;
      }
    }
    fillByByte();
  }

  /**
   * Whether one of eight bytes is 0xff: in the complement it is zero, and one taken away from zero
   * sets the highest bit of a byte that had it not.
   */
  static boolean hasFf(long eight) {
    return ((~eight - 0x0101010101010101L) & eight & 0x8080808080808080L) != 0;
  }

  private void fillByByte() {
    buffer = bits == 0 ? 0 : buffer & -1L << (Long.SIZE - bits);
    while (bits <= FILLED) {
      int value = marker == 0 ? dataByte() : -1;
      if (value >= 0) {
        buffer |= (long) value << (FILLED - bits);
      } else {
        padding += 8;
      }
      bits += 8;
    }
  }

  /** The next byte of the data, or -1 where it ends. Several 0xff before the zero are one. */
  private int dataByte() {
    int value = nextByte();
    if (value != 0xff) {
      return value;
    }
    do {
      value = nextByte();
    } while (value == 0xff);
    if (value == 0) {
      return 0xff;
    }
    marker = Math.max(0, value);
    return -1;
  }

  /** Up to 16 bits as a number without sign. */
  int read(int count) {
    if (bits < count) {
      fill();
    }
    int value = (int) (buffer >>> 1 >>> (63 - count));
    skip(count);
    return value;
  }

  boolean readBit() {
    if (bits < 1) {
      fill();
    }
    boolean set = buffer < 0;
    buffer <<= 1;
    bits--;
    return set;
  }

  void skip(int count) {
    buffer <<= count;
    bits -= count;
  }

  /** The number of so many bits that Huffman coding writes (figure F.12: EXTEND). */
  int readSigned(int size) {
    return size == 0 ? 0 : extended(read(size), size);
  }

  static int extended(int value, int size) {
    return value < 1 << (size - 1) ? value + (-1 << size) + 1 : value;
  }
}
