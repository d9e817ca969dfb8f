package dev.imagespace.pictures.decode.jpeg;

import java.util.List;

/**
 * The header of a frame.
 *
 * @param coding SOF marker less 0xc0: 0 baseline, 1 extended, 2 progressive, 3 lossless; 8 more for
 *     arithmetic coding
 * @param precision bits of a sample
 */
record Frame(int coding, int precision, int width, int height, List<Component> components) {

  boolean progressive() {
    return (coding & 3) == 2;
  }

  boolean lossless() {
    return (coding & 3) == 3;
  }

  boolean arithmetic() {
    return coding >= 8;
  }

  int maxH() {
    return components.stream().mapToInt(c -> c.h).max().orElse(1);
  }

  int maxV() {
    return components.stream().mapToInt(c -> c.v).max().orElse(1);
  }

  /** Samples on a side of a block; a lossless picture has none. */
  int unit() {
    return lossless() ? 1 : Component.BLOCK;
  }

  int mcusAcross() {
    return ceilDiv(width, maxH() * unit());
  }

  int mcusDown() {
    return ceilDiv(height, maxV() * unit());
  }

  /**
   * Lays out the components for a picture of reduced size. Chrominance is made of larger blocks
   * rather than enlarged afterwards, where that is the same size (jpeg_calc_output_dimensions).
   *
   * @param scale 1, 2, 4 or 8
   */
  void layOut(int scale) {
    int across = maxH();
    int down = maxV();
    int least = unit() / scale;
    for (Component c : components) {
      int size = least;
      while (size < unit()
          && across * least % (c.h * size * 2) == 0
          && down * least % (c.v * size * 2) == 0) {
        size *= 2;
      }
      c.size = size;
      c.blocksAcross = ceilDiv((long) width * c.h, across * unit());
      c.blocksDown = ceilDiv((long) height * c.v, down * unit());
      c.paddedAcross = mcusAcross() * c.h;
      c.paddedDown = mcusDown() * c.v;
      c.width = ceilDiv((long) width * c.h * size, across * unit());
      c.height = ceilDiv((long) height * c.v * size, down * unit());
    }
  }

  /** Bytes of all coefficients, kept where a picture comes in several scans. */
  long coefficients() {
    return components.stream()
        .mapToLong(c -> c.blocks() * (Component.COEFFICIENTS * Short.BYTES + Long.BYTES))
        .sum();
  }

  /** Bytes of the rows that are decoded at a time, and of those made of them. */
  long rows() {
    long decoded =
        components.stream().mapToLong(c -> (long) c.rowsKept() * c.stride() * Integer.BYTES).sum();
    return decoded + 10L * Integer.BYTES * (width + 64);
  }

  static int ceilDiv(long a, int b) {
    return (int) ((a + b - 1) / b);
  }
}
