package dev.imagespace.pictures.decode.webp.lossy;

/** Smooths one edge between blocks (RFC 6386, section 15). Stateless. */
final class EdgeFilter {
  private EdgeFilter() {}

  /**
   * The simple filter.
   *
   * @param across distance of two samples on a line through the edge
   * @param along distance of two lines
   */
  static void simple(Plane plane, int at, int across, int along, int lines, int limit) {
    for (int i = 0, q = at; i < lines; i++, q += along) {
      if (outer(plane, q, across) <= 2 * limit + 1) {
        two(plane, q, across);
      }
    }
  }

  /** An edge of a macroblock: three samples on each side change. */
  static void macroblock(
      Plane plane, int at, int across, int along, int lines, int limit, int interior, int high) {
    for (int i = 0, q = at; i < lines; i++, q += along) {
      if (isSmooth(plane, q, across, limit, interior)) {
        if (isHigh(plane, q, across, high)) {
          two(plane, q, across);
        } else {
          six(plane, q, across);
        }
      }
    }
  }

  /** An edge within a macroblock: two samples on each side change. */
  static void inner(
      Plane plane, int at, int across, int along, int lines, int limit, int interior, int high) {
    for (int i = 0, q = at; i < lines; i++, q += along) {
      if (isSmooth(plane, q, across, limit, interior)) {
        if (isHigh(plane, q, across, high)) {
          two(plane, q, across);
        } else {
          four(plane, q, across);
        }
      }
    }
  }

  private static int outer(Plane plane, int q, int step) {
    return 4 * difference(plane, q - step, q) + difference(plane, q - 2 * step, q + step);
  }

  private static boolean isSmooth(Plane plane, int q, int step, int limit, int interior) {
    return outer(plane, q, step) <= 2 * limit + 1
        && difference(plane, q - 4 * step, q - 3 * step) <= interior
        && difference(plane, q - 3 * step, q - 2 * step) <= interior
        && difference(plane, q - 2 * step, q - step) <= interior
        && difference(plane, q + 3 * step, q + 2 * step) <= interior
        && difference(plane, q + 2 * step, q + step) <= interior
        && difference(plane, q + step, q) <= interior;
  }

  private static boolean isHigh(Plane plane, int q, int step, int threshold) {
    return difference(plane, q - 2 * step, q - step) > threshold
        || difference(plane, q + step, q) > threshold;
  }

  private static int difference(Plane plane, int a, int b) {
    return Math.abs(plane.get(a) - plane.get(b));
  }

  private static void two(Plane plane, int q, int step) {
    int p0 = plane.get(q - step);
    int q0 = plane.get(q);
    int a = 3 * (q0 - p0) + signed(plane.get(q - 2 * step) - plane.get(q + step));
    plane.set(q - step, p0 + eighth(a + 3));
    plane.set(q, q0 - eighth(a + 4));
  }

  private static void four(Plane plane, int q, int step) {
    int p0 = plane.get(q - step);
    int q0 = plane.get(q);
    int a = 3 * (q0 - p0);
    int down = eighth(a + 4);
    int half = (down + 1) >> 1;
    plane.set(q - 2 * step, plane.get(q - 2 * step) + half);
    plane.set(q - step, p0 + eighth(a + 3));
    plane.set(q, q0 - down);
    plane.set(q + step, plane.get(q + step) - half);
  }

  private static void six(Plane plane, int q, int step) {
    int p0 = plane.get(q - step);
    int q0 = plane.get(q);
    int p1 = plane.get(q - 2 * step);
    int q1 = plane.get(q + step);
    int a = signed(3 * (q0 - p0) + signed(p1 - q1));
    int near = (27 * a + 63) >> 7;
    int mid = (18 * a + 63) >> 7;
    int far = (9 * a + 63) >> 7;
    plane.set(q - 3 * step, plane.get(q - 3 * step) + far);
    plane.set(q - 2 * step, p1 + mid);
    plane.set(q - step, p0 + near);
    plane.set(q, q0 - near);
    plane.set(q + step, q1 - mid);
    plane.set(q + 2 * step, plane.get(q + 2 * step) - far);
  }

  private static int signed(int value) {
    return Math.max(-128, Math.min(127, value));
  }

  private static int eighth(int value) {
    return Math.max(-16, Math.min(15, value >> 3));
  }
}
