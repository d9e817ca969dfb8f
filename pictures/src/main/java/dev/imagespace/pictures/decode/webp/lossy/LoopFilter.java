package dev.imagespace.pictures.decode.webp.lossy;

/** Smooths the edges of a whole frame, macroblock by macroblock (RFC 6386, section 15). */
final class LoopFilter {
  private final Vp8Filter settings;
  private final Plane luma;
  private final Plane[] chroma;

  LoopFilter(Vp8Filter settings, Plane luma, Plane... chroma) {
    this.settings = settings;
    this.luma = luma;
    this.chroma = chroma;
  }

  /**
   * One macroblock: its left edge, its inner columns, its upper edge, its inner rows.
   *
   * @param inner whether the edges of its blocks are smoothed, too
   */
  void filter(int column, int row, int level, boolean inner) {
    if (level == 0) {
      return;
    }
    if (settings.simple()) {
      simple(column, row, 2 * level + settings.interior(level), inner);
      return;
    }
    normal(luma, column, row, level, inner);
    for (Plane plane : chroma) {
      normal(plane, column, row, level, inner);
    }
  }

  private void simple(int column, int row, int limit, boolean inner) {
    int at = luma.at(16 * column, 16 * row);
    int down = luma.stride();
    if (column > 0) {
      EdgeFilter.simple(luma, at, 1, down, 16, limit + 4);
    }
    for (int i = 4; inner && i < 16; i += 4) {
      EdgeFilter.simple(luma, at + i, 1, down, 16, limit);
    }
    if (row > 0) {
      EdgeFilter.simple(luma, at, down, 1, 16, limit + 4);
    }
    for (int i = 4; inner && i < 16; i += 4) {
      EdgeFilter.simple(luma, at + i * down, down, 1, 16, limit);
    }
  }

  private void normal(Plane plane, int column, int row, int level, boolean inner) {
    int size = plane.size();
    int at = plane.at(size * column, size * row);
    int down = plane.stride();
    int interior = settings.interior(level);
    int limit = 2 * level + interior;
    int high = Vp8Filter.highVariance(level);
    if (column > 0) {
      EdgeFilter.macroblock(plane, at, 1, down, size, limit + 4, interior, high);
    }
    for (int i = 4; inner && i < size; i += 4) {
      EdgeFilter.inner(plane, at + i, 1, down, size, limit, interior, high);
    }
    if (row > 0) {
      EdgeFilter.macroblock(plane, at, down, 1, size, limit + 4, interior, high);
    }
    for (int i = 4; inner && i < size; i += 4) {
      EdgeFilter.inner(plane, at + i * down, down, 1, size, limit, interior, high);
    }
  }
}
