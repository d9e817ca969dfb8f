package dev.imagespace.lucene;

/**
 * A vector at length one, and the length that it had.
 *
 * @param floats of length one
 */
record UnitVector(float[] floats, float norm) {
  /** So near to one that a vector is left as it is, bit for bit. */
  private static final double UNIT = 1e-5;

  /**
   * Refuses what has no direction.
   *
   * @throws IllegalArgumentException if the vector is zero or not finite
   */
  static UnitVector of(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    if (!Double.isFinite(squares) || squares == 0) {
      throw new IllegalArgumentException(
          "A vector of length %s is like nothing; give one of finite numbers that are not all zero."
              .formatted(Math.sqrt(squares)));
    }
    double norm = Math.sqrt(squares);
    if (Math.abs(norm - 1) < UNIT) {
      return new UnitVector(vector, 1);
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / norm);
    }
    return new UnitVector(unit, (float) norm);
  }

  /** The vector that this was made of, up to rounding. */
  static float[] restore(float[] unit, float norm) {
    float[] vector = unit.clone();
    if (norm != 1) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= norm;
      }
    }
    return vector;
  }
}
