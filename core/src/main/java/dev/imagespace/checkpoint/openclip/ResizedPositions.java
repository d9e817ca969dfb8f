package dev.imagespace.checkpoint.openclip;

import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Positions of a picture's patches that were learnt on another grid than the configuration's:
 * OpenCLIP stretches them when it loads a file, as a picture, by PyTorch's bicubic interpolation
 * with antialiasing (a = −0.5; resize_pos_embed). The class token's stays. A square grid alone can
 * be told from its number of patches.
 */
record ResizedPositions(int from, int rows, int columns, int width) {
  static final String NAME = "positional_embedding";
  private static final double SUPPORT = 2;

  /** The same weights where the grids are one; else those with positions of the network's grid. */
  static Weights in(Weights weights, int rows, int columns, int width) {
    long tokens = weights.rows(NAME);
    long fitting = (long) rows * columns + 1;
    int side = (int) Math.sqrt(tokens - 1.0);
    if (tokens == fitting || (long) side * side + 1 != tokens) {
      return weights;
    }
    ResizedPositions resized = new ResizedPositions(side, rows, columns, width);
    Parameter learnt = weights.get(NAME, tokens, width);
    return weights.with(
        NAME,
        weights.computed(
            "bicubic, antialiased %d×%d to %d×%d behind 1".formatted(side, side, rows, columns),
            List.of(learnt),
            inputs -> resized.of(inputs.get(0)),
            fitting,
            width));
  }

  private float[] of(FloatBuffer learnt) {
    float[] class0 = new float[width];
    learnt.get(0, class0);
    double[] grid = new double[from * from * width];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = learnt.get(width + i);
    }
    // Columns of each row first, then rows: each a sum of cells.
    double[] wide = along(grid, from, from, columns, width);
    double[] all = along(wide, 1, from, rows, columns * width);
    float[] result = new float[(rows * columns + 1) * width];
    System.arraycopy(class0, 0, result, 0, width);
    for (int i = 0; i < all.length; i++) {
      result[width + i] = (float) all[i];
    }
    return result;
  }

  /** (outer, in, inner) → (outer, out, inner). */
  private static double[] along(double[] x, int outer, int in, int out, int inner) {
    double[] result = new double[outer * out * inner];
    double scale = (double) in / out;
    double stretch = Math.max(scale, 1);
    for (int to = 0; to < out; to++) {
      double centre = scale * (to + 0.5);
      int first = Math.max((int) (centre - SUPPORT * stretch + 0.5), 0);
      int end = Math.min((int) (centre + SUPPORT * stretch + 0.5), in);
      double[] shares = shares(centre, first, end, stretch);
      for (int o = 0; o < outer; o++) {
        for (int cell = first; cell < end; cell++) {
          int read = (o * in + cell) * inner;
          int write = (o * out + to) * inner;
          for (int i = 0; i < inner; i++) {
            result[write + i] += shares[cell - first] * x[read + i];
          }
        }
      }
    }
    return result;
  }

  private static double[] shares(double centre, int first, int end, double stretch) {
    double[] shares = new double[end - first];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = cubic((first + i - centre + 0.5) / stretch);
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** Keys 1981, a = −0.5. */
  private static double cubic(double at) {
    double x = Math.abs(at);
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }
}
