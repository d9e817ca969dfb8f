package dev.imagespace.image;

import java.util.Arrays;

/**
 * The header of a BMP.
 *
 * @param palette red, green, blue of 256 entries, as far as the file has them
 * @param colours entries that the file declares
 */
record BmpHeader(int width, int height, int bits, byte[] palette, int colours) {
  private static final int FILE_HEADER = 14;
  private static final int CORE = 12;
  private static final int BITFIELDS = 3;

  static BmpHeader read(EncodedImage image) {
    int size = image.i32le(FILE_HEADER);
    boolean core = size == CORE;
    if (!core && size < 40) {
      throw image.rejected("BMP header of %d bytes not supported.".formatted(size));
    }
    int at = FILE_HEADER + 4;
    long width = core ? image.u16le(at) : image.i32le(at);
    // Negative where the rows go from top to bottom.
    long height = core ? image.u16le(at + 2) : Math.abs((long) image.i32le(at + 4));
    int bits = core ? image.u16le(at + 6) : image.u16le(at + 10);
    image.checkSize(width, height, Math.max(8, bits));
    if (core || image.i32le(at + 12) == 0 || image.i32le(at + 12) == BITFIELDS) {
      // Not compressed.
      image.checkHolds((width * bits + 7) / 8 * height);
    }
    int colours = core ? 0 : image.i32le(at + 28);
    if (bits <= 8 && colours <= 0) {
      colours = 1 << bits;
    }
    int masks = !core && size == 40 && image.i32le(at + 12) == BITFIELDS ? 12 : 0;
    byte[] palette =
        bits <= 8 ? palette(image, FILE_HEADER + size + masks, colours, core ? 3 : 4) : new byte[0];
    return new BmpHeader((int) width, (int) height, bits, palette, colours);
  }

  /** Black and white, or 256 grays: Pillow drops such a palette and opens in mode 1 or L. */
  boolean isGray() {
    int step = bits == 1 ? 255 : 1;
    if (colours != 1 << bits || bits == 4) {
      return false;
    }
    for (int i = 0; i < 3 * colours; i++) {
      if ((palette[i] & 0xff) != i / 3 * step) {
        return false;
      }
    }
    return true;
  }

  private static byte[] palette(EncodedImage image, int at, int colours, int stride) {
    byte[] rgb = new byte[3 * 256];
    int present = Math.min(Math.min(colours, 256), (image.bytes().length - at) / stride);
    for (int i = 0; i < present; i++) {
      byte[] bgr = Arrays.copyOfRange(image.bytes(), at + i * stride, at + i * stride + 3);
      rgb[3 * i] = bgr[2];
      rgb[3 * i + 1] = bgr[1];
      rgb[3 * i + 2] = bgr[0];
    }
    return rgb;
  }
}
