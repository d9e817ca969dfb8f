package dev.imagespace.pictures.decode.webp.lossy;

import java.util.Arrays;

/** Squares predicted from the samples above and left (RFC 6386, section 12). Not thread-safe. */
final class Vp8Prediction {
  private static final int MIDDLE = 128;

  /** Left from the bottom, corner, above to the right: the order in which diagonals run. */
  private final int[] edge = new int[13];

  /** A whole macroblock of a plane. */
  void square(Plane plane, int mode, int column, int row) {
    int size = plane.size();
    int at = plane.at(column * size, row * size);
    switch (mode) {
      case Vp8Modes.DC -> flat(plane, at, dc(plane, at, column > 0, row > 0));
      case Vp8Modes.TRUE_MOTION -> trueMotion(plane, at, size);
      case Vp8Modes.VERTICAL -> {
        for (int y = 0; y < size; y++) {
          System.arraycopy(
              plane.samples(), at - plane.stride(), plane.samples(), at + y * plane.stride(), size);
        }
      }
      default -> {
        for (int y = 0, to = at; y < size; y++, to += plane.stride()) {
          Arrays.fill(plane.samples(), to, to + size, plane.samples()[to - 1]);
        }
      }
    }
  }

  private static int dc(Plane plane, int at, boolean hasLeft, boolean hasAbove) {
    int size = plane.size();
    int sum = 0;
    int count = 0;
    if (hasAbove) {
      for (int x = 0; x < size; x++) {
        sum += plane.get(at - plane.stride() + x);
      }
      count += size;
    }
    if (hasLeft) {
      for (int y = 0; y < size; y++) {
        sum += plane.get(at + y * plane.stride() - 1);
      }
      count += size;
    }
    return count == 0 ? MIDDLE : (sum + count / 2) / count;
  }

  private static void flat(Plane plane, int at, int value) {
    for (int y = 0, to = at; y < plane.size(); y++, to += plane.stride()) {
      Arrays.fill(plane.samples(), to, to + plane.size(), (byte) value);
    }
  }

  private static void trueMotion(Plane plane, int at, int size) {
    int above = at - plane.stride();
    int corner = plane.get(above - 1);
    for (int y = 0, to = at; y < size; y++, to += plane.stride()) {
      int left = plane.get(to - 1) - corner;
      for (int x = 0; x < size; x++) {
        plane.set(to + x, left + plane.get(above + x));
      }
    }
  }

  /**
   * A block of 4×4.
   *
   * @param right where the four samples above and to the right of it are
   */
  void block(Plane plane, int mode, int at, int right) {
    if (mode == Vp8Modes.TRUE_MOTION) {
      trueMotion(plane, at, 4);
      return;
    }
    for (int i = 0; i < 4; i++) {
      edge[i] = plane.get(at + (3 - i) * plane.stride() - 1);
      edge[5 + i] = plane.get(at - plane.stride() + i);
      edge[9 + i] = plane.get(right + i);
    }
    edge[4] = plane.get(at - plane.stride() - 1);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        plane.samples()[at + y * plane.stride() + x] = (byte) sample(mode, x, y);
      }
    }
  }

  private int sample(int mode, int x, int y) {
    return switch (mode) {
      case Vp8Modes.DC -> {
        int sum = 4;
        for (int i = 0; i < 4; i++) {
          sum += edge[i] + edge[5 + i];
        }
        yield sum >> 3;
      }
      case Vp8Modes.VERTICAL -> smooth(5 + x);
      case Vp8Modes.HORIZONTAL -> y == 3 ? (edge[1] + 3 * edge[0] + 2) >> 2 : smooth(3 - y);
      case 4 -> x + y == 6 ? (edge[11] + 3 * edge[12] + 2) >> 2 : smooth(6 + x + y);
      case 5 -> smooth(4 + x - y);
      case 6 -> verticalRight(x, y);
      case 7 -> verticalLeft(x, y);
      case 8 -> horizontalDown(x, y);
      default -> horizontalUp(x, y);
    };
  }

  private int verticalRight(int x, int y) {
    int from = x - (y >> 1);
    if (from < 0) {
      return smooth(5 - y);
    }
    return (y & 1) == 0 ? between(4 + from) : smooth(4 + from);
  }

  private int verticalLeft(int x, int y) {
    if (x == 3 && y >= 2) {
      return smooth(8 + y);
    }
    int from = 5 + x + (y >> 1);
    return (y & 1) == 0 ? between(from) : smooth(from + 1);
  }

  private int horizontalDown(int x, int y) {
    int from = y - (x >> 1);
    if (from < 0) {
      return smooth(3 + x);
    }
    return (x & 1) == 0 ? between(3 - from) : smooth(4 - from);
  }

  private int horizontalUp(int x, int y) {
    int from = 2 * y + x;
    if (from > 5) {
      return edge[0];
    }
    int below = 3 - (from >> 1);
    if (from == 5) {
      return (edge[1] + 3 * edge[0] + 2) >> 2;
    }
    return (from & 1) == 0 ? between(below - 1) : smooth(below - 1);
  }

  /** The mean of a sample of the edge and its next. */
  private int between(int i) {
    return (edge[i] + edge[i + 1] + 1) >> 1;
  }

  /** A sample of the edge, weighted double, and both of its neighbours. */
  private int smooth(int i) {
    return (edge[i - 1] + 2 * edge[i] + edge[i + 1] + 2) >> 2;
  }
}
