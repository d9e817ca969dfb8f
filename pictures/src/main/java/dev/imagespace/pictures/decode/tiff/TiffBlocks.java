package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.COMPRESSION;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.JPEG_TABLES;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.PLANAR;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.ROWS_PER_STRIP;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.STRIP_LENGTHS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.STRIP_OFFSETS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_HEIGHT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_LENGTHS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_OFFSETS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_WIDTH;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.jpeg.JpegFrame;
import dev.imagespace.pictures.decode.tiff.TiffDirectory.Field;

/**
 * The strips or tiles of a TIFF, all of which the file has.
 *
 * @param width of one, pixels
 * @param planes whether each holds one sample of its pixels, else all of them
 * @param count that the picture needs
 * @param longest bytes of the longest as it is stored
 * @param jpeg bytes that libjpeg holds of one, if it is a JPEG that comes in several scans
 */
record TiffBlocks(
    boolean tiled, int width, int height, boolean planes, int count, long longest, long jpeg) {
  private static final int JPEG = 7;

  static TiffBlocks of(EncodedImage image, TiffDirectory directory, TiffLayout layout) {
    boolean tiled = directory.has(TILE_OFFSETS);
    long width = tiled ? directory.first(TILE_WIDTH, 0) : layout.width();
    long height =
        tiled
            ? directory.first(TILE_HEIGHT, 0)
            : Math.min(layout.height(), directory.first(ROWS_PER_STRIP, layout.height()));
    if (width <= 0 || height <= 0) {
      throw image.rejected("damaged TIFF: strips or tiles have no size.");
    }
    image.checkSize(width, height);
    boolean planes = directory.first(PLANAR, 1) == 2;
    long needed =
        ceilDiv(layout.width(), width)
            * ceilDiv(layout.height(), height)
            * (planes ? layout.samples() : 1);
    TiffBlocks blocks =
        new TiffBlocks(tiled, (int) width, (int) height, planes, (int) needed, 0, 0);
    return blocks.requireAll(image, directory, needed);
  }

  int offsets() {
    return tiled ? TILE_OFFSETS : STRIP_OFFSETS;
  }

  int lengths() {
    return tiled ? TILE_LENGTHS : STRIP_LENGTHS;
  }

  /** Width times height. */
  long pixels() {
    return (long) width * height;
  }

  /** Pillow refuses a file whose strips or tiles are not all there; the JDK shows black. */
  private TiffBlocks requireAll(EncodedImage image, TiffDirectory directory, long needed) {
    Field offsets = directory.fields().get(offsets());
    Field lengths = directory.fields().get(lengths());
    if (offsets == null
        || lengths == null
        || offsets.count() == 0
        || lengths.count() != offsets.count()) {
      throw image.rejected("damaged TIFF: it has no pixels.");
    }
    boolean jpeg = directory.first(COMPRESSION, 1) == JPEG;
    long size = image.bytes().length;
    long longest = 0;
    long coefficients = 0;
    Field tables = directory.fields().get(JPEG_TABLES);
    if (jpeg && tables != null) {
      coefficients = coefficients(image, tables.at(), tables.at() + tables.count());
    }
    for (int i = 0; i < offsets.count(); i++) {
      image.requireGoingOn();
      long offset = offsets.value(i);
      long length = lengths.value(i);
      if (offset < 0 || length < 0 || offset > size || length > size - offset) {
        throw image.rejected("truncated: the TIFF ends early.");
      }
      longest = Math.max(longest, length);
      if (jpeg && i < needed) {
        coefficients =
            Math.max(coefficients, coefficients(image, (int) offset, (int) (offset + length)));
      }
    }
    if (offsets.count() < needed) {
      throw image.rejected("damaged TIFF: strips or tiles are missing.");
    }
    return new TiffBlocks(tiled, width, height, planes, count, longest, coefficients);
  }

  /** A JPEG within the TIFF has a size of its own, and may have any. */
  private static long coefficients(EncodedImage image, int from, int end) {
    JpegFrame frame = JpegFrame.find(image, from, end);
    if (frame == null) {
      return 0;
    }
    image.checkSize(frame.width(), frame.height());
    return frame.coefficients();
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
