package dev.imagespace;

/**
 * A weighted sum of vectors of one length, kept in double so that the order of the terms does not
 * show in the floats. Not thread-safe.
 */
final class VectorSum {
  /** Below this share of what was added, a sum is rounding noise and has no direction. */
  private static final double CANCELLED = 1e-12;

  private final double[] sum;
  private double added;

  VectorSum(int length) {
    sum = new double[length];
  }

  VectorSum add(float[] vector) {
    return addScaled(vector, 1, norm(vector));
  }

  /** Adds the vector at length |weight|; a vector of zeros adds nothing. */
  VectorSum addUnit(float[] vector, double weight) {
    double norm = norm(vector);
    return norm == 0 ? this : addScaled(vector, weight / norm, Math.abs(weight));
  }

  float[] toFloats() {
    return scaledBy(1);
  }

  /** The sum at length one; zeros, never NaN, where everything cancelled. */
  float[] toUnit() {
    double squares = 0;
    for (double x : sum) {
      squares += x * x;
    }
    double norm = Math.sqrt(squares);
    return norm <= CANCELLED * added ? new float[sum.length] : scaledBy(1 / norm);
  }

  private VectorSum addScaled(float[] vector, double scale, double length) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += scale * vector[i];
    }
    added += length;
    return this;
  }

  private float[] scaledBy(double scale) {
    float[] floats = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      floats[i] = (float) (sum[i] * scale);
    }
    return floats;
  }

  /** In double the squares of floats neither overflow nor vanish. */
  private static double norm(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    return Math.sqrt(squares);
  }
}
