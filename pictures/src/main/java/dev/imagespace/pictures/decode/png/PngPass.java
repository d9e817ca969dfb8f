package dev.imagespace.pictures.decode.png;

import java.util.List;

/**
 * Pixels of a picture that are stored as a picture of their own.
 *
 * @param top first row
 * @param left first column
 * @param down from row to row
 * @param across from column to column
 */
record PngPass(int top, int left, int down, int across) {
  static final List<PngPass> WHOLE = List.of(new PngPass(0, 0, 1, 1));

  private static final List<PngPass> ADAM7 =
      List.of(
          new PngPass(0, 0, 8, 8),
          new PngPass(0, 4, 8, 8),
          new PngPass(4, 0, 8, 4),
          new PngPass(0, 2, 4, 4),
          new PngPass(2, 0, 4, 2),
          new PngPass(0, 1, 2, 2),
          new PngPass(1, 0, 2, 1));

  /** Those that have a column. */
  static List<PngPass> interlaced(int width) {
    return ADAM7.stream().filter(pass -> pass.left < width).toList();
  }

  int columns(int width) {
    return (width - left + across - 1) / across;
  }

  int rows(int height) {
    return Math.max(0, (height - top + down - 1) / down);
  }
}
