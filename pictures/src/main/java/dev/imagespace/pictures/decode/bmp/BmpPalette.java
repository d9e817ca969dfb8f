package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;

/**
 * The colours of a BMP.
 *
 * @param rgb red, green, blue of 256 entries, black where the file has none
 * @param colours entries that the file declares
 * @param length bytes that they take
 */
record BmpPalette(byte[] rgb, int colours, int length) {
  static final BmpPalette NONE = new BmpPalette(new byte[0], 0, 0);

  private static final int MOST = 65_536;

  /**
   * Reads entries.
   *
   * @param declared how many, 0 for as many as there are indices
   * @param size bytes of one
   */
  static BmpPalette read(EncodedImage image, int at, int declared, int bits, int size) {
    int colours = declared == 0 ? 1 << bits : declared;
    if (colours < 0 || colours > MOST) {
      throw image.rejected(
          "damaged BMP: a palette of %d colours.".formatted(colours & 0xffffffffL));
    }
    byte[] rgb = new byte[3 * 256];
    int present = Math.min(Math.min(colours, 256), (image.bytes().length - at) / size);
    for (int i = 0; i < present; i++) {
      rgb[3 * i] = (byte) image.u8(at + i * size + 2);
      rgb[3 * i + 1] = (byte) image.u8(at + i * size + 1);
      rgb[3 * i + 2] = (byte) image.u8(at + i * size);
    }
    return new BmpPalette(rgb, colours, colours * size);
  }

  /** Black and white, or grays in order: Pillow drops such a palette. */
  Mode mode(int bits, boolean unpacked) {
    if (bits == 1 && isRamp(255)) {
      return Mode.BILEVEL;
    }
    return (bits == 8 || (bits == 4 && unpacked)) && colours > 2 && isRamp(1)
        ? Mode.GRAY
        : Mode.PALETTE;
  }

  private boolean isRamp(int step) {
    if (colours > 256) {
      return false;
    }
    for (int i = 0; i < 3 * colours; i++) {
      if ((rgb[i] & 0xff) != i / 3 * step) {
        return false;
      }
    }
    return true;
  }
}
