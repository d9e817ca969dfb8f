package dev.imagespace.benchmarks.campaign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Lossless WebPs of few pixels and many tables. Stateless. */
final class Webps {
  private static final int GROUPS = 65_536;
  private static final int SIDE = 16;

  private Webps() {}

  /** Of 1 MB; the decoder's tables for it would take 400. */
  static byte[] manyPrefixGroups() {
    BitWriter bits = new BitWriter();
    bits.write(SIDE - 1, 14).write(SIDE - 1, 14).write(0, 1).write(0, 3);
    // No transform, no cached colours; which codes a region has is said by a picture within.
    bits.write(0, 1).write(0, 1).write(1, 1).write(0, 3);
    // Each of its pixels names the last group: green and red are 255.
    bits.write(0, 1);
    oneSymbol(bits, 255);
    oneSymbol(bits, 255);
    oneSymbol(bits, 0);
    oneSymbol(bits, 0);
    oneSymbol(bits, 0);
    for (int group = 0; group < GROUPS; group++) {
      oneSymbol(bits, 0);
      allSymbols(bits);
      allSymbols(bits);
      allSymbols(bits);
      oneSymbol(bits, 0);
    }
    return file(bits.bytes());
  }

  /** Takes no bit for each pixel. */
  private static void oneSymbol(BitWriter bits, int symbol) {
    bits.write(1, 1).write(0, 1);
    if (symbol < 2) {
      bits.write(0, 1).write(symbol, 1);
    } else {
      bits.write(1, 1).write(symbol, 8);
    }
  }

  /** 256 symbols of eight bits each, in 42 bits: the code of their lengths has one symbol. */
  private static void allSymbols(BitWriter bits) {
    int lengths = 12;
    bits.write(0, 1).write(lengths - 4, 4);
    // In the format's order, the twelfth is that of length 8.
    for (int i = 1; i < lengths; i++) {
      bits.write(0, 3);
    }
    bits.write(1, 3).write(0, 1);
  }

  private static byte[] file(byte[] bits) {
    int chunk = 1 + bits.length;
    ByteBuffer file = ByteBuffer.allocate(20 + chunk + chunk % 2).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(file.capacity() - 8);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(chunk);
    file.put((byte) 0x2f).put(bits);
    return file.array();
  }

  /** Low bits first. */
  private static final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int open;
    private int count;

    BitWriter write(int value, int bits) {
      open |= value << count;
      count += bits;
      for (; count >= 8; count -= 8, open >>>= 8) {
        bytes.write(open);
      }
      return this;
    }

    byte[] bytes() {
      write(0, 7);
      return bytes.toByteArray();
    }
  }
}
