package dev.imagespace.pictures.preprocess;

import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;

/**
 * Which samples of an axis make an output sample, and with what weight: precompute_coeffs of
 * Pillow's Resample.c, operation by operation, for outputs {@code from} to {@code from + count}.
 *
 * @param stride of {@code weights}: the most taps that an output can have
 * @param starts first source sample of each output
 * @param lengths taps of each output
 * @param weights (count, stride), normalised
 */
record Taps(int stride, int[] starts, int[] lengths, double[] weights) implements Supports {

  static Taps of(int in, int out, int from, int count, Interpolation interpolation) {
    double scale = (double) in / out;
    double filterScale = Math.max(scale, 1.0);
    double support = radius(interpolation) * filterScale;
    double inverse = 1.0 / filterScale;
    int stride = (int) Math.ceil(support) * 2 + 1;
    int[] starts = new int[count];
    int[] lengths = new int[count];
    double[] weights = new double[Math.multiplyExact(count, stride)];
    for (int i = 0; i < count; i++) {
      double center = (from + i + 0.5) * scale;
      int start = Math.max(0, (int) (center - support + 0.5));
      int length = Math.min(in, (int) (center + support + 0.5)) - start;
      double sum = 0.0;
      for (int t = 0; t < length; t++) {
        double weight = weight((t + start - center + 0.5) * inverse, interpolation);
        weights[i * stride + t] = weight;
        sum += weight;
      }
      for (int t = 0; t < length && sum != 0.0; t++) {
        weights[i * stride + t] /= sum;
      }
      starts[i] = start;
      lengths[i] = length;
    }
    return new Taps(stride, starts, lengths, weights);
  }

  /** The sample itself: what an axis of unchanged length gets. */
  static Taps identity(int from, int count) {
    int[] starts = new int[count];
    int[] lengths = new int[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      starts[i] = from + i;
      lengths[i] = 1;
      weights[i] = 1.0;
    }
    return new Taps(1, starts, lengths, weights);
  }

  private static double radius(Interpolation interpolation) {
    return interpolation == Interpolation.BICUBIC ? 2.0 : 1.0;
  }

  private static double weight(double signed, Interpolation interpolation) {
    double x = Math.abs(signed);
    if (interpolation == Interpolation.BILINEAR) {
      return x < 1.0 ? 1.0 - x : 0.0;
    }
    double a = -0.5;
    if (x < 1.0) {
      return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    }
    return x < 2.0 ? (((x - 5) * x + 8) * x - 4) * a : 0.0;
  }
}
