package dev.imagespace.pictures.decode.webp.lossy;

import java.io.IOException;

/** The planes of one key frame. Not thread-safe. */
final class Vp8Frame {
  private final Vp8Header header;
  private final int columns;
  private final int rows;
  private final Plane luma;
  private final Plane blue;
  private final Plane red;
  private final Vp8Prediction prediction = new Vp8Prediction();
  private final Macroblock block = new Macroblock();
  private final int[] scratch = new int[16];

  /** How strongly each macroblock is smoothed; the sign says whether its inner edges are not. */
  private final byte[] levels;

  Vp8Frame(Vp8Header header) {
    this.header = header;
    columns = (header.width() + 15) / 16;
    rows = (header.height() + 15) / 16;
    luma = Plane.of(columns, rows, 16);
    blue = Plane.of(columns, rows, 8);
    red = Plane.of(columns, rows, 8);
    levels = new byte[columns * rows];
  }

  Plane luma() {
    return luma;
  }

  /** Cb, a quarter of the samples. */
  Plane blue() {
    return blue;
  }

  /** Cr, a quarter of the samples. */
  Plane red() {
    return red;
  }

  void decode(Runnable goOn) throws IOException {
    Vp8Modes modes = new Vp8Modes(header, columns);
    Vp8Residuals residuals = new Vp8Residuals(header, columns);
    for (int row = 0; row < rows; row++) {
      goOn.run();
      BoolDecoder tokens = header.tokens()[row % header.tokens().length];
      modes.startRow();
      residuals.startRow();
      for (int column = 0; column < columns; column++) {
        modes.read(block, column);
        residuals.read(block, tokens, column);
        reconstruct(column, row);
        int level = header.filter().levels()[block.segment][block.inBlocks ? 1 : 0];
        boolean inner = block.inBlocks || block.hasCoefficients;
        levels[row * columns + column] = (byte) (inner ? level : -level);
      }
      header.modes().requireMore();
      tokens.requireMore();
      luma.extend(16 * row + 15);
    }
    if (header.filter().enabled()) {
      smooth(goOn);
    }
  }

  /** After the whole frame is there: samples are predicted from what is not smoothed yet. */
  private void smooth(Runnable goOn) throws IOException {
    LoopFilter filter = new LoopFilter(header.filter(), luma, blue, red);
    for (int row = 0; row < rows; row++) {
      goOn.run();
      for (int column = 0; column < columns; column++) {
        int level = levels[row * columns + column];
        filter.filter(column, row, Math.abs(level), level > 0);
      }
    }
  }

  private void reconstruct(int column, int row) {
    if (block.inBlocks) {
      blocks(column, row);
    } else {
      prediction.square(luma, block.lumaMode, column, row);
      residual(luma, 0, 4, column, row);
    }
    prediction.square(blue, block.chromaMode, column, row);
    residual(blue, 16, 2, column, row);
    prediction.square(red, block.chromaMode, column, row);
    residual(red, 20, 2, column, row);
  }

  private void blocks(int column, int row) {
    int corner = luma.at(16 * column + 16, 16 * row - 1);
    for (int i = 0; i < 16; i++) {
      int at = luma.at(16 * column + 4 * (i & 3), 16 * row + 4 * (i >> 2));
      // The last column has no decoded neighbour to the right: all four look above the macroblock.
      int right = (i & 3) == 3 ? corner : at - luma.stride() + 4;
      prediction.block(luma, block.blockModes[i], at, right);
      addTo(luma, i, at);
    }
  }

  private void residual(Plane plane, int first, int side, int column, int row) {
    for (int i = 0; i < side * side; i++) {
      int x = plane.size() * column + 4 * (i % side);
      int y = plane.size() * row + 4 * (i / side);
      addTo(plane, first + i, plane.at(x, y));
    }
  }

  private void addTo(Plane plane, int number, int at) {
    if (block.hasCoefficients) {
      Vp8Transform.add(block.coefficients, 16 * number, plane, at, scratch);
    }
  }
}
