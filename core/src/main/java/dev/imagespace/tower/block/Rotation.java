package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import java.util.List;

/**
 * Rotary positions (Su et al. 2021): each pair of neighbouring columns of a head is a point that is
 * turned by an angle, which depends on where the token stands. Of two tokens, attention sees the
 * difference of their angles.
 *
 * @param cosines (K, 1, head width), of the angles, each twice
 * @param sines the same
 * @param quarterTurn (head width, head width): (x, y) → (−y, x) of every pair
 */
public record Rotation(Parameter cosines, Parameter sines, Parameter quarterTurn) {

  /** The angles of a table, computed when they are needed: one for each token and pair. */
  @FunctionalInterface
  public interface Angles {
    double at(int token, int pair);
  }

  /**
   * A rotation by a table of angles.
   *
   * @param rule names the table with all its settings
   */
  public static Rotation of(
      Weights weights, String rule, int tokens, int headWidth, Angles angles) {
    return new Rotation(
        weights.computed(
            "cosines of " + rule,
            List.of(),
            none -> table(tokens, headWidth, (token, pair) -> Math.cos(angles.at(token, pair))),
            tokens,
            1,
            headWidth),
        weights.computed(
            "sines of " + rule,
            List.of(),
            none -> table(tokens, headWidth, (token, pair) -> Math.sin(angles.at(token, pair))),
            tokens,
            1,
            headWidth),
        weights.computed(
            "quarter turn", List.of(), none -> quarterTurn(headWidth), headWidth, headWidth));
  }

  private static float[] table(int tokens, int headWidth, Angles values) {
    float[] table = new float[tokens * headWidth];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) values.at(i / headWidth, i % headWidth / 2);
    }
    return table;
  }

  private static float[] quarterTurn(int headWidth) {
    float[] matrix = new float[headWidth * headWidth];
    for (int x = 0; x < headWidth; x += 2) {
      matrix[x * headWidth + x + 1] = 1;
      matrix[(x + 1) * headWidth + x] = -1;
    }
    return matrix;
  }

  /** (B·K, D) → (B·K, D). */
  public Tensor forward(Ops ops, Tensor x, Dim tokens, int heads) {
    long headWidth = quarterTurn.shape().get(0);
    Dim columns = Dim.of(headWidth);
    Dim rows = Dim.B.times(tokens);
    Tensor flat = ops.reshape(x, rows.times(heads), columns);
    Tensor turned = inHeads(ops, ops.matmul(flat, quarterTurn), tokens, heads, columns);
    Tensor straight = inHeads(ops, flat, tokens, heads, columns);
    Tensor sum = ops.add(ops.multiply(straight, cosines), ops.multiply(turned, sines));
    return ops.reshape(sum, rows, Dim.of(heads * headWidth));
  }

  private static Tensor inHeads(Ops ops, Tensor x, Dim tokens, int heads, Dim columns) {
    return ops.reshape(x, Dim.B, tokens, Dim.of(heads), columns);
  }
}
