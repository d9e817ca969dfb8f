package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The vectors of a network in float32, to compare others with. Immutable.
 *
 * @param inputs for calibration
 * @param vectors of each input, row-major
 */
record Int8Check(List<Batch> inputs, List<float[]> vectors) {
  static final double LOWEST_COSINE = 0.999;

  static Int8Check of(OnnxSession float32, List<Batch> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Nothing to compare int8 with float32 on");
    }
    return new Int8Check(inputs, inputs.stream().map(float32::run).toList());
  }

  /** Over every row of every input. */
  double lowestCosine(OnnxSession session) {
    List<Double> cosines = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      float[] actual = session.run(inputs.get(i));
      int size = actual.length / inputs.get(i).size();
      for (int from = 0; from < actual.length; from += size) {
        cosines.add(cosine(actual, vectors.get(i), from, from + size));
      }
    }
    // A vector that is not one of numbers has no cosine: the lowest of all.
    return cosines.stream().mapToDouble(c -> Double.isNaN(c) ? -1 : c).min().orElse(-1);
  }

  private static double cosine(float[] a, float[] b, int from, int to) {
    double dot = 0;
    double a2 = 0;
    double b2 = 0;
    for (int i = from; i < to; i++) {
      dot += (double) a[i] * b[i];
      a2 += (double) a[i] * a[i];
      b2 += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(a2 * b2);
  }
}
