package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.ROWS_PER_STRIP;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.STRIP_LENGTHS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.STRIP_OFFSETS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_HEIGHT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_LENGTHS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_OFFSETS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_WIDTH;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.tiff.TiffDirectory.Field;
import org.jspecify.annotations.Nullable;

/**
 * Where the strips or tiles of a TIFF are: from left to right, from the top, plane after plane.
 *
 * @param width of one, pixels
 * @param height of one, rows; the last strip may have fewer, a tile never has
 * @param across strips or tiles beside each other
 * @param down strips or tiles of a plane below each other
 */
record TiffBlocks(
    EncodedImage image,
    boolean tiled,
    int width,
    int height,
    int across,
    int down,
    Field offsets,
    @Nullable Field lengths) {

  /** Packed bytes within the file. */
  record Block(int from, int end) {}

  static TiffBlocks of(EncodedImage image, TiffDirectory directory, TiffLayout layout) {
    boolean strips = directory.has(STRIP_OFFSETS);
    // Where it unpacks them libtiff goes by the size of tiles; the places may be called strips'.
    boolean tiled =
        layout.compression() == TiffCompression.NONE ? !strips : directory.has(TILE_WIDTH);
    long width = tiled ? directory.first(TILE_WIDTH, 0) : layout.width();
    long height =
        tiled
            ? directory.first(TILE_HEIGHT, 0)
            : Math.min(layout.height(), directory.first(ROWS_PER_STRIP, layout.height()));
    if (width <= 0 || height <= 0) {
      throw image.rejected("damaged TIFF: strips or tiles have no size.");
    }
    image.checkSize(width, height);
    long across = ceilDiv(layout.width(), width);
    long down = ceilDiv(layout.height(), height);
    boolean places = strips && !(tiled && directory.has(TILE_OFFSETS));
    Field offsets = directory.fields().get(places ? STRIP_OFFSETS : TILE_OFFSETS);
    long needed = across * down * (layout.planes() ? layout.samples() : 1);
    if (offsets == null || offsets.count() == 0) {
      throw image.rejected("damaged TIFF: it has no pixels.");
    }
    if (offsets.count() < needed) {
      throw image.rejected(
          "damaged TIFF: %d of %d strips or tiles are missing."
              .formatted(needed - offsets.count(), needed));
    }
    Field lengths = directory.fields().get(places ? STRIP_LENGTHS : TILE_LENGTHS);
    return new TiffBlocks(
        image, tiled, (int) width, (int) height, (int) across, (int) down, offsets, lengths);
  }

  /** Rows that a block has, of which the first is this row of the picture. */
  int rows(int top, int pictureHeight) {
    return tiled ? height : Math.min(height, pictureHeight - top);
  }

  /**
   * A block of packed bytes; one whose length is missing or 0 ends with the file, as far as anyone
   * knows: its decoder stops where it has what it needs.
   *
   * @throws dev.imagespace.image.ImageRejectedException if the file ends before it
   */
  Block packed(int number) {
    long offset = offsets.value(number);
    long length = lengths != null && number < lengths.count() ? lengths.value(number) : 0;
    long size = image.bytes().length;
    if (length <= 0) {
      length = size - offset;
    }
    if (offset <= 0 || offset > size || length < 0 || length > size - offset) {
      throw image.rejected("truncated: the TIFF ends before its pixels do.");
    }
    return new Block((int) offset, (int) (offset + length));
  }

  /** A block of bytes that are as they are: their number is known, whatever the file says. */
  Block plain(int number, int length) {
    long offset = offsets.value(number);
    if (offset <= 0 || offset > image.bytes().length - length) {
      throw image.rejected("truncated: the TIFF ends before its pixels do.");
    }
    return new Block((int) offset, (int) (offset + length));
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }
}
