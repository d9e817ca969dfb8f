package dev.imagespace.langchain4j.collection.spaces;

import dev.imagespace.ImageSpace;
import dev.imagespace.InvalidSpaceParamException;

/** Sums in double, so that the order of the terms does not show. Stateless. */
final class Vectors {
  private Vectors() {}

  static double norm(float[] vector) {
    return Math.sqrt(dot(vector, vector, 0, vector.length));
  }

  static double dot(float[] a, float[] b, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Writes the vector, at length |scale|, into a longer one; zeros stay zeros. */
  static void addUnit(float[] vector, double scale, float[] into, int at) {
    double norm = norm(vector);
    if (norm != 0) {
      for (int i = 0; i < vector.length; i++) {
        into[at + i] = (float) (vector[i] * (scale / norm));
      }
    }
  }

  static void requireLength(float[] vector, ImageSpace space) {
    if (vector.length != space.length()) {
      throw new InvalidSpaceParamException(
          "The vector has %d dimensions; those of the space have %d."
              .formatted(vector.length, space.length()));
    }
  }
}
