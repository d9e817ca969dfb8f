package dev.imagespace.tensor;

import java.nio.FloatBuffer;
import java.util.List;

/** Makes the values of a parameter from those of others. Pure: the same values at every call. */
@FunctionalInterface
public interface Computation {

  /**
   * The values, row-major.
   *
   * @param inputs values of the inputs, row-major; perhaps read-only
   */
  float[] compute(List<FloatBuffer> inputs);
}
