package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Rotation;

/**
 * Rotary positions of the cells of a picture: half of the pairs of a head turn with one axis, half
 * with the other, each pair slower than the one before (timm's RotaryEmbedding).
 *
 * @param rows of the grid that the network learnt with, to which others are stretched
 * @param columns of it
 * @param offset of the first cell
 * @param columnsFirst whether the first half of the pairs turns with the column: PE; EVA-02's with
 *     the row
 */
public record PatchRotation(int rows, int columns, double offset, boolean columnsFirst) {
  private static final double TEMPERATURE = 10000;

  /**
   * The tables for a grid.
   *
   * @param prefix tokens in front of the cells', which stand nowhere and do not turn
   */
  Rotation tables(Weights weights, int gridRows, int gridColumns, int prefix, int headWidth) {
    int bands = headWidth / 4;
    if (bands * 4 != headWidth) {
      throw new IllegalArgumentException(
          "rotary positions need heads of a multiple of 4 columns, and these have " + headWidth);
    }
    double perRow = (double) rows / gridRows;
    double perColumn = (double) columns / gridColumns;
    return Rotation.of(
        weights,
        "%s, %d behind %d in %d×%d"
            .formatted(canonical(), headWidth, prefix, gridRows, gridColumns),
        prefix + gridRows * gridColumns,
        headWidth,
        (token, pair) -> {
          if (token < prefix) {
            return 0;
          }
          int cell = token - prefix;
          double row = (Math.floorDiv(cell, gridColumns) + offset) * perRow;
          double column = (Math.floorMod(cell, gridColumns) + offset) * perColumn;
          double place = (pair < bands) == columnsFirst ? column : row;
          return place * Math.pow(TEMPERATURE, -(double) (pair % bands) / bands);
        });
  }

  String canonical() {
    return "rotary %d×%d from %s, %s"
        .formatted(rows, columns, Double.toHexString(offset), columnsFirst ? "xy" : "yx");
  }
}
