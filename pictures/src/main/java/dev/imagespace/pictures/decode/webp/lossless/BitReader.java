package dev.imagespace.pictures.decode.webp.lossless;

import java.io.EOFException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bits of a part of a file, the lowest of each byte first. Not thread-safe. */
final class BitReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    if (count < wanted) {
      fill();
    }
    return (int) bits & ((1 << wanted) - 1);
  }

  /** Up to 56 bits or more, where there are as many. */
  private void fill() {
    if (end - at >= Long.BYTES) {
      bits |= (long) LONGS.get(data, at) << count;
      int taken = (Long.SIZE - 1 - count) >> 3;
      at += taken;
      count += taken << 3;
      bits &= count == Long.SIZE ? -1 : (1L << count) - 1;
      return;
    }
    while (count <= Long.SIZE - 8 && at < end) {
      bits |= (data[at++] & 0xffL) << count;
      count += 8;
    }
  }

  void skip(int read) throws EOFException {
    if (read > count) {
      throw new EOFException("truncated: the VP8L data end early");
    }
    bits >>>= read;
    count -= read;
  }
}
