package dev.imagespace.benchmarks.campaign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.LongStream;

/** TIFFs whose directories cost more than their pixels. Stateless. */
final class Tiffs {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_LENGTHS = 279;

  private static final int DEFLATE = 8;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG8 = 16;

  private static final int CLASSIC_ENTRY = 12;
  private static final int BIG_ENTRY = 20;

  private Tiffs() {}

  /** One tag 65,535 times, each time with as many values as the file has bytes. */
  static byte[] repeatedTag() {
    int entries = 65_535;
    int length = 8 + 2 + entries * CLASSIC_ENTRY + 4;
    ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    file.putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      file.putShort((short) STRIP_OFFSETS).putShort((short) BYTE).putInt(length - 8).putInt(8);
    }
    return file.array();
  }

  /**
   * A BigTIFF of 4 KB: offset and length of a strip are a sum that overflows, and the low halves of
   * both, which a classic TIFF has room for, are a strip of 400 MB.
   */
  static byte[] overflowingStrips() {
    int strips = 200;
    int side = 6_000;
    int entries = 8;
    int directory = 16;
    int offsets = directory + 8 + entries * BIG_ENTRY + 8;
    int lengths = offsets + 8 * strips;
    ByteBuffer file = ByteBuffer.allocate(lengths + 8 * strips).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 43).putShort((short) 8);
    file.putShort((short) 0).putLong(directory).putLong(entries);
    big(file, WIDTH, LONG, 1, side);
    big(file, HEIGHT, LONG, 1, side);
    big(file, BITS, SHORT, 1, 8);
    big(file, COMPRESSION, SHORT, 1, DEFLATE);
    big(file, PHOTOMETRIC, SHORT, 1, 1);
    big(file, STRIP_OFFSETS, LONG8, strips, offsets);
    big(file, ROWS_PER_STRIP, LONG, 1, side / strips);
    big(file, STRIP_LENGTHS, LONG8, strips, lengths);
    file.putLong(0);
    LongStream.generate(() -> 1L << 32).limit(strips).forEach(file::putLong);
    LongStream.generate(() -> 0x7fffffffL << 32 | 400 << 20).limit(strips).forEach(file::putLong);
    return file.array();
  }

  private static void big(ByteBuffer file, int tag, int type, long count, long value) {
    file.putShort((short) tag).putShort((short) type).putLong(count).putLong(value);
  }
}
