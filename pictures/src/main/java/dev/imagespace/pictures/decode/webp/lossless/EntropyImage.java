package dev.imagespace.pictures.decode.webp.lossless;

import java.io.IOException;
import java.util.BitSet;

/**
 * Pixels as prefix codes, copies and cached colours: the picture itself, and the small pictures
 * that hold the settings of its transforms. Stateless.
 */
final class EntropyImage {
  private static final int HASH = 0x1e35a7bd;

  /** Neighbours by their distance: rows up in the high digit, 8 less columns left in the low. */
  private static final String NEAR =
      "1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c03"
          + "5759131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f"
          + "646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070";

  private EntropyImage() {}

  /** ARGB pixels of a picture within a picture. */
  static int[] readSmall(BitReader in, int width, int height, Watch watch) throws IOException {
    return read(in, width, height, false, watch);
  }

  /** ARGB pixels of the picture, before its transforms are undone. */
  static int[] readWhole(BitReader in, int width, int height, Watch watch) throws IOException {
    return read(in, width, height, true, watch);
  }

  private static int[] read(BitReader in, int width, int height, boolean whole, Watch watch)
      throws IOException {
    int cacheBits = in.flag() ? in.read(4) : 0;
    if (cacheBits > 11) {
      throw new IOException("VP8L colour cache is too large");
    }
    int[] regions = {0};
    int regionBits = 31;
    if (whole && in.flag()) {
      regionBits = 2 + in.read(3);
      int columns = Transforms.tiles(width, regionBits);
      regions = readSmall(in, columns, Transforms.tiles(height, regionBits), watch);
    }
    int cached = cacheBits == 0 ? 0 : 1 << cacheBits;
    PrefixCodes[] codes = codes(in, cached, regions, watch);
    return pixels(in, width, height, codes, regions, regionBits, new int[cached], watch);
  }

  /**
   * Of regions by their colours, which become numbers of codes. Codes of no region are not kept.
   */
  private static PrefixCodes[] codes(BitReader in, int cached, int[] regions, Watch watch)
      throws IOException {
    BitSet used = new BitSet();
    for (int i = 0; i < regions.length; i++) {
      regions[i] = (regions[i] >> 8) & 0xffff;
      used.set(regions[i]);
    }
    PrefixCodes[] codes = new PrefixCodes[used.length()];
    long bytes = 0;
    long told = 0;
    for (int i = 0; i < codes.length; i++) {
      watch.goOn();
      PrefixCodes read = PrefixCodes.read(in, cached);
      if (used.get(i)) {
        codes[i] = read;
        bytes += read.bytes();
      }
      if (bytes > told) {
        told = 2 * bytes;
        watch.codes(told);
      }
    }
    return codes;
  }

  private static int[] pixels(
      BitReader in,
      int width,
      int height,
      PrefixCodes[] codes,
      int[] regions,
      int regionBits,
      int[] cache,
      Watch watch)
      throws IOException {
    int[] pixels = new int[Math.multiplyExact(width, height)];
    int cacheShift = 32 - Integer.numberOfTrailingZeros(Math.max(2, cache.length));
    int columns = Transforms.tiles(width, regionBits);
    // A region of all columns is entered once a row.
    int inRegion = regionBits >= 31 ? Integer.MAX_VALUE : (1 << regionBits) - 1;
    PrefixCodes code = codes[regions[0]];
    int at = 0;
    int row = 0;
    int x = 0;
    boolean entered = true;
    while (at < pixels.length) {
      if (x >= width) {
        row += x / width;
        x %= width;
        entered = true;
        watch.goOn();
      }
      if (entered || (x & inRegion) == 0) {
        code = codes[regions[(row >> regionBits) * columns + (x >> regionBits)]];
        entered = false;
      }
      int symbol = code.green().read(in);
      int end = at + 1;
      if (symbol < PrefixCodes.LITERALS) {
        int red = code.red().read(in);
        int blue = code.blue().read(in);
        pixels[at] = (code.alpha().read(in) << 24) | (red << 16) | (symbol << 8) | blue;
      } else if (symbol < PrefixCodes.LITERALS + PrefixCodes.LENGTHS) {
        end = at + extended(in, symbol - PrefixCodes.LITERALS);
        copy(pixels, at, end, distance(width, extended(in, code.distance().read(in))));
        entered = true;
      } else {
        pixels[at] = cache[symbol - PrefixCodes.LITERALS - PrefixCodes.LENGTHS];
      }
      x += end - at;
      if (cache.length == 0) {
        at = end;
      }
      for (; at < end; at++) {
        cache[(HASH * pixels[at]) >>> cacheShift] = pixels[at];
      }
    }
    return pixels;
  }

  private static void copy(int[] pixels, int from, int end, int distance) throws IOException {
    if (distance > from || end > pixels.length) {
      throw new IOException("VP8L copies pixels that are not there");
    }
    for (int i = from; i < end; i++) {
      pixels[i] = pixels[i - distance];
    }
  }

  /** Lengths and distances: a prefix, and bits after it. */
  private static int extended(BitReader in, int symbol) throws IOException {
    if (symbol < 4) {
      return symbol + 1;
    }
    int bits = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << bits) + in.read(bits) + 1;
  }

  private static int distance(int width, int code) {
    if (code > NEAR.length() / 2) {
      return code - NEAR.length() / 2;
    }
    int up = Character.digit(NEAR.charAt(2 * code - 2), 16);
    int left = 8 - Character.digit(NEAR.charAt(2 * code - 1), 16);
    return Math.max(1, up * width + left);
  }
}
