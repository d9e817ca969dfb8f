package dev.imagespace.encode;

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

  /** Equal rows; a number that is not finite shows damaged weights and must not reach a store. */
  static List<float[]> rows(float[] values, int count) {
    int size = values.length / count;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException(
            "The network gave a vector with "
                + value
                + " in it: its weights are damaged. Download the model again.");
      }
    }
    return IntStream.range(0, count)
        .mapToObj(i -> Arrays.copyOfRange(values, i * size, (i + 1) * size))
        .toList();
  }
}
