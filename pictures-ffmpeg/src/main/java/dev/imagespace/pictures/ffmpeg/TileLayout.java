package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.codec.StreamFormat;
import dev.imagespace.pictures.ffmpeg.container.HeifFile;
import dev.imagespace.pictures.ffmpeg.container.Item;
import dev.imagespace.pictures.ffmpeg.container.Property;
import java.util.List;

/**
 * Coded pictures that are one together, checked against all limits: one, or a grid, ISO/IEC
 * 23008-12, section 6.6.2.3.
 *
 * @param width in pixels, of the whole
 * @param height in pixels, of the whole
 * @param tileWidth in pixels, of each; the last of a row may reach beyond the whole
 * @param tileHeight in pixels, of each
 * @param columns tiles in a row
 * @param format of each tile
 * @param tiles row by row
 */
record TileLayout(
    int width,
    int height,
    int tileWidth,
    int tileHeight,
    int columns,
    StreamFormat format,
    List<Item> tiles) {

  /**
   * Finds the tiles of an item. Nothing is decoded.
   *
   * @throws ImageRejectedException if it is of another kind, too large, or damaged
   */
  static TileLayout of(EncodedImage image, HeifFile file, Item item) {
    item.foreign()
        .ifPresent(
            property -> {
              throw image.unsupported("cannot be shown without property '%s'.".formatted(property));
            });
    return item.type().equals("grid") ? grid(image, file, item) : single(image, item);
  }

  private static TileLayout single(EncodedImage image, Item item) {
    Property.Extents size = size(image, item);
    image.checkSize(size.width(), size.height());
    int width = (int) size.width();
    int height = (int) size.height();
    return new TileLayout(
        width, height, width, height, 1, StreamFormat.of(image, item), List.of(item));
  }

  private static TileLayout grid(EncodedImage image, HeifFile file, Item item) {
    byte[] head = item.bytes(image);
    boolean wide = head.length > 1 && (head[1] & 1) == 1;
    if (head.length < (wide ? 12 : 8)) {
      throw image.rejected("a grid without its size.");
    }
    EncodedImage numbers = new EncodedImage(head, image.name(), image.limits());
    int rows = numbers.u8(2) + 1;
    int columns = numbers.u8(3) + 1;
    long width = wide ? numbers.u32(4) : numbers.u16(4);
    long height = wide ? numbers.u32(8) : numbers.u16(6);
    image.checkSize(width, height);
    List<Item> tiles = file.sources(item);
    if (tiles.size() != rows * columns) {
      throw image.rejected("a grid of %d×%d tiles has %d.".formatted(columns, rows, tiles.size()));
    }
    TileLayout first = of(image, file, tiles.get(0), width, height);
    tiles.forEach(tile -> first.requireAlike(image, tile));
    if (file.alpha(tiles.get(0)).isPresent() && file.alpha(item).isEmpty()) {
      throw image.unsupported("a grid whose tiles have an alpha of their own each.");
    }
    TileLayout whole =
        new TileLayout(
            (int) width, (int) height, first.width, first.height, columns, first.format, tiles);
    whole.requireCovered(image, rows);
    return whole;
  }

  /** A tile of a grid so large; a grid of grids would have no end. */
  private static TileLayout of(
      EncodedImage image, HeifFile file, Item tile, long width, long height) {
    if (tile.type().equals("grid")) {
      throw image.unsupported("a grid of grids.");
    }
    Property.Extents size = size(image, tile);
    // Larger than the whole it would be work for nothing, and not within its limits.
    if (size.width() >= width + MARGIN || size.height() >= height + MARGIN) {
      throw image.rejected(
          "tiles of %d×%d pixels in a grid of %d×%d."
              .formatted(size.width(), size.height(), width, height));
    }
    return of(image, file, tile);
  }

  /** A tile may be larger than a small whole: the least that cameras write is a tile of 512. */
  private static final int MARGIN = 1024;

  private void requireAlike(EncodedImage image, Item tile) {
    Property.Extents size = size(image, tile);
    if (size.width() != width || size.height() != height) {
      throw image.rejected("the tiles of a grid have different sizes.");
    }
    if (!StreamFormat.of(image, tile).isLike(format)) {
      throw image.unsupported("the tiles of a grid are coded in different ways.");
    }
  }

  private void requireCovered(EncodedImage image, int rows) {
    boolean across = (columns - 1L) * tileWidth < width && (long) columns * tileWidth >= width;
    boolean down = (rows - 1L) * tileHeight < height && (long) rows * tileHeight >= height;
    if (!across || !down) {
      throw image.rejected(
          "%d×%d tiles of %d×%d pixels are no picture of %d×%d."
              .formatted(columns, rows, tileWidth, tileHeight, width, height));
    }
    boolean halfColumn = format.chromaShiftX() == 1 && columns > 1 && tileWidth % 2 == 1;
    boolean halfRow = format.chromaShiftY() == 1 && rows > 1 && tileHeight % 2 == 1;
    if (halfColumn || halfRow) {
      throw image.rejected("tiles begin within a sample of colour.");
    }
  }

  private static Property.Extents size(EncodedImage image, Item item) {
    return item.property(Property.Extents.class)
        .orElseThrow(() -> image.rejected("a picture without its size."));
  }

  /** Left edge of a tile. */
  int left(int tile) {
    return tile % columns * tileWidth;
  }

  /** Upper edge of a tile. */
  int top(int tile) {
    return tile / columns * tileHeight;
  }

  /** Bytes of all its planes. */
  long planeBytes() {
    return Planes.bytes(format, width, height);
  }

  /**
   * Native bytes at the worst moment of one tile: libaom keeps a few frames with wide margins, and
   * notes for each block.
   */
  long decoderBytes() {
    long longest = tiles.stream().mapToLong(Item::length).max().orElse(0);
    long frame = Planes.bytes(format, tileWidth + BORDERS, tileHeight + BORDERS);
    return 2 * longest + FRAMES * frame;
  }

  private static final int BORDERS = 640;
  private static final int FRAMES = 4;
}
