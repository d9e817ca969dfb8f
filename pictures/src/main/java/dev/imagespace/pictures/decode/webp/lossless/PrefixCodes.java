package dev.imagespace.pictures.decode.webp.lossless;

import java.io.IOException;
import java.util.Arrays;

/** The five codes of a region: green or length or cached colour, red, blue, alpha, distance. */
record PrefixCodes(
    PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {
  static final int LITERALS = 256;
  static final int LENGTHS = 24;
  private static final int DISTANCES = 40;

  /** How the lengths of the codes are written themselves. */
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  static PrefixCodes read(BitReader in, int cachedColours) throws IOException {
    return new PrefixCodes(
        code(in, LITERALS + LENGTHS + cachedColours),
        code(in, LITERALS),
        code(in, LITERALS),
        code(in, LITERALS),
        code(in, DISTANCES));
  }

  /** What they take in memory, about. */
  int bytes() {
    return green.bytes() + red.bytes() + blue.bytes() + alpha.bytes() + distance.bytes();
  }

  private static PrefixCode code(BitReader in, int symbols) throws IOException {
    if (!in.flag()) {
      return PrefixCode.of(lengths(in, symbols));
    }
    boolean two = in.flag();
    int first = in.read(in.flag() ? 8 : 1);
    int[] lengths = new int[Math.max(symbols, LITERALS)];
    lengths[first] = 1;
    if (two) {
      lengths[in.read(8)] = 1;
    }
    return PrefixCode.of(lengths);
  }

  private static int[] lengths(BitReader in, int symbols) throws IOException {
    int[] lengthLengths = new int[ORDER.length];
    int written = 4 + in.read(4);
    for (int i = 0; i < written; i++) {
      lengthLengths[ORDER[i]] = in.read(3);
    }
    PrefixCode lengthCode = PrefixCode.of(lengthLengths);
    int codes = symbols;
    if (in.flag()) {
      codes = 2 + in.read(2 + 2 * in.read(3));
      if (codes > symbols) {
        throw new IOException("VP8L prefix code has too many lengths");
      }
    }
    int[] lengths = new int[symbols];
    int previous = 8;
    int at = 0;
    while (at < symbols && codes-- > 0) {
      int length = lengthCode.read(in);
      if (length <= PrefixCode.MAX_LENGTH) {
        lengths[at++] = length;
        previous = length == 0 ? previous : length;
      } else {
        int repeat = repeat(in, length);
        if (at + repeat > symbols) {
          throw new IOException("VP8L prefix code has too many lengths");
        }
        Arrays.fill(lengths, at, at + repeat, length == 16 ? previous : 0);
        at += repeat;
      }
    }
    return lengths;
  }

  private static int repeat(BitReader in, int code) throws IOException {
    return switch (code) {
      case 16 -> 3 + in.read(2);
      case 17 -> 3 + in.read(3);
      default -> 11 + in.read(7);
    };
  }
}
