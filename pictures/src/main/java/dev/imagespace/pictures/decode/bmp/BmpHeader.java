package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.PictureShape;

/**
 * The header of a BMP: of OS/2, or of Windows since its third version.
 *
 * @param mode of Pillow, which drops a palette of grays
 * @param bits of a pixel
 * @param pixels where they start
 */
record BmpHeader(
    Mode mode,
    int width,
    int height,
    boolean topDown,
    int bits,
    BmpPacking packing,
    BmpPalette palette,
    long pixels) {
  private static final int PIXELS_AT = 10;
  private static final int FILE_HEADER = 14;

  /** OS/2 1, whose numbers have 16 bits. */
  private static final int CORE = 12;

  /** Windows 3, without masks; 2, 3, 4 and 5 and OS/2 2 are longer. */
  private static final int INFO = 40;

  static BmpHeader read(EncodedImage image) {
    int size = image.i32le(FILE_HEADER);
    if (size != CORE
        && size != INFO
        && size != 52
        && size != 56
        && size != 64
        && size != 108
        && size != 124) {
      throw image.unsupported("BMP header of %d bytes not supported.".formatted(size));
    }
    boolean core = size == CORE;
    int at = FILE_HEADER + 4;
    long width = core ? image.u16le(at) : image.i32le(at);
    // Negative where the rows go from top to bottom.
    long signedHeight = core ? image.u16le(at + 2) : image.i32le(at + 4);
    image.checkSize(width, Math.abs(signedHeight));
    int bits = image.u16le(core ? at + 6 : at + 10);
    BmpPacking packing = core ? BmpPacking.plain(image, bits) : BmpPacking.read(image, size, bits);
    int behind = FILE_HEADER + size + (packing.hasMasks() && size == INFO ? 12 : 0);
    BmpPalette palette =
        bits > 8
            ? BmpPalette.NONE
            : BmpPalette.read(image, behind, core ? 0 : image.i32le(at + 28), bits, core ? 3 : 4);
    BmpHeader header =
        new BmpHeader(
            bits > 8 ? packing.mode() : palette.mode(bits, packing.isRunLength()),
            (int) width,
            (int) Math.abs(signedHeight),
            signedHeight < 0,
            bits,
            packing,
            palette,
            pixels(image, size, behind, palette));
    header.requireHeld(image);
    return header;
  }

  /** Where the file says, or behind the palette where it names none, or the place of that. */
  private static long pixels(EncodedImage image, int size, int behind, BmpPalette palette) {
    long said = image.i32le(PIXELS_AT) & 0xffffffffL;
    if (said == 0) {
      return (long) behind + palette.length();
    }
    return said == FILE_HEADER + size ? said + palette.length() : said;
  }

  private void requireHeld(EncodedImage image) {
    if (!packing.isRunLength()) {
      image.checkHolds((long) stride() * (height - 1) + rowBytes());
    }
  }

  PictureShape shape() {
    return PictureShape.of(mode, width, height);
  }

  /** Bytes of a row. */
  int rowBytes() {
    return (int) (((long) width * bits + 7) / 8);
  }

  /** Bytes from row to row. */
  int stride() {
    return (int) (((long) width * bits + 31) / 32 * 4);
  }

  /** The row of the picture that is stored at this place. */
  int row(int stored) {
    return topDown ? stored : height - 1 - stored;
  }
}
