package dev.imagespace.encode;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Between a list of arrays and the one array of a batch. */
final class Vectors {

  private Vectors() {}

  static float[] joined(List<float[]> rows) {
    int size = rows.get(0).length;
    float[] joined = new float[Math.multiplyExact(rows.size(), size)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, joined, i * size, size);
    }
    return joined;
  }

  /**
   * Equal rows. Numbers that are not finite, or zeros alone, show damaged weights: they must not
   * reach a store.
   */
  static List<float[]> rows(float[] values, int count, ModelDirectory model) {
    int size = values.length / count;
    List<float[]> rows =
        IntStream.range(0, count)
            .mapToObj(i -> Arrays.copyOfRange(values, i * size, (i + 1) * size))
            .toList();
    for (float[] row : rows) {
      double sum = 0;
      for (float value : row) {
        sum += Math.abs(value);
      }
      if (sum == 0 || !Double.isFinite(sum)) {
        throw new InvalidCheckpointException(
            "The network of %s gave a vector of %s: its weights are damaged. Compare its files with their hashes ('model verify'), or take them from its publisher anew."
                .formatted(model, sum == 0 ? "zeros" : "numbers that are not finite"));
      }
    }
    return rows;
  }
}
