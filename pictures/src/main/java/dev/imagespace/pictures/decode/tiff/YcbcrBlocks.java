package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.YCBCR_SUBSAMPLING;

import dev.imagespace.pictures.decode.EncodedImage;

/**
 * Pixels of luma with chroma for several of them: so many lumas, row by row, and then one Cb and
 * one Cr.
 *
 * @param across pixels beside each other that share a chroma: 1, 2 or 4
 * @param down pixels below each other that share it
 */
record YcbcrBlocks(int across, int down, YcbcrTables tables) {

  static YcbcrBlocks of(EncodedImage image, TiffDirectory directory) {
    boolean given = directory.count(YCBCR_SUBSAMPLING) >= 2;
    long across = given ? directory.value(YCBCR_SUBSAMPLING, 0) : 2;
    long down = given ? directory.value(YCBCR_SUBSAMPLING, 1) : 2;
    if (!isKnown(across) || !isKnown(down)) {
      throw image.rejected("damaged TIFF: chroma subsampled by %d×%d.".formatted(across, down));
    }
    return new YcbcrBlocks((int) across, (int) down, new YcbcrTables(directory));
  }

  private static boolean isKnown(long factor) {
    return factor == 1 || factor == 2 || factor == 4;
  }

  boolean isWhole() {
    return across == 1 && down == 1;
  }

  /** Bytes of so many pixels and rows. */
  int bytes(int width, int rows) {
    return Math.multiplyExact(blockRow(width), (rows + down - 1) / down);
  }

  private int blockRow(int width) {
    return Math.multiplyExact((width + across - 1) / across, across * down + 2);
  }

  /**
   * Converts one row to red, green, blue.
   *
   * @param width of the strip or tile, pixels
   * @param row of the strip or tile
   */
  void convert(byte[] in, int from, int width, int row, int pixels, byte[] out, int to) {
    int size = across * down + 2;
    int start = from + row / down * blockRow(width);
    for (int x = 0; x < pixels; x++) {
      int block = start + x / across * size;
      int luma = in[block + row % down * across + x % across] & 0xff;
      int cb = in[block + size - 2] & 0xff;
      int cr = in[block + size - 1] & 0xff;
      tables.convert(luma, cb, cr, out, to + 3 * x);
    }
  }
}
