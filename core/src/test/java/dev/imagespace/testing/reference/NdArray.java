package dev.imagespace.testing.reference;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Row-major numbers and their shape. Whole numbers, such as ids of tokens, are exact up to 2^24.
 * Immutable by convention.
 */
record NdArray(float[] values, int... shape) implements Tensor {

  static NdArray of(Batch.Input input, Batch sizes) {
    int[] shape = sizes(input.shape(), sizes);
    if (input instanceof Batch.Input.Floats floats) {
      return new NdArray(floats.values(), shape);
    }
    long[] numbers = ((Batch.Input.Longs) input).values();
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
    }
    return new NdArray(values, shape);
  }

  static NdArray of(Parameter weight) {
    int[] shape = weight.shape().stream().mapToInt(Math::toIntExact).toArray();
    float[] values = new float[count(shape)];
    weight.values().asFloatBuffer().get(values);
    return new NdArray(values, shape);
  }

  static int[] sizes(List<Dim> dims, Batch sizes) {
    return dims.stream().mapToInt(dim -> Math.toIntExact(dim.in(sizes))).toArray();
  }

  private static int count(int... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  int rank() {
    return shape.length;
  }

  /** The size of an axis; -1 is the last. */
  int size(int axis) {
    return shape[axis < 0 ? shape.length + axis : axis];
  }

  /** Numbers between one index of an axis and the next. */
  int stride(int axis) {
    return count(Arrays.copyOfRange(shape, axis + 1, shape.length));
  }

  NdArray reshaped(int... to) {
    if (count(to) != values.length) {
      throw new IllegalArgumentException(
          "%s as %s".formatted(Arrays.toString(shape), Arrays.toString(to)));
    }
    return new NdArray(values, to);
  }

  /**
   * An array of another shape out of these numbers.
   *
   * @param strides how far apart they lie here for each axis of the shape; 0 repeats them
   * @param start where the first lies
   */
  NdArray view(int[] to, int[] strides, int start) {
    float[] picked = new float[count(to)];
    int[] index = new int[to.length];
    int from = start;
    for (int i = 0; i < picked.length; i++) {
      picked[i] = values[from];
      for (int axis = to.length - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < to[axis]) {
          break;
        }
        from -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return new NdArray(picked, to);
  }

  /** Repeated along axes that are missing in front, or of size 1. */
  NdArray broadcast(int... to) {
    int missing = to.length - shape.length;
    IntUnaryOperator stride =
        axis -> axis < missing || shape[axis - missing] == 1 ? 0 : stride(axis - missing);
    return Arrays.equals(shape, to) ? this : view(to, axes(to.length).map(stride).toArray(), 0);
  }

  static IntStream axes(int rank) {
    return IntStream.range(0, rank);
  }

  /** Adds so many numbers, times a factor, to others. */
  static void addProducts(float[] sums, int to, float factor, float[] x, int from, int count) {
    for (int i = 0; i < count; i++) {
      sums[to + i] += factor * x[from + i];
    }
  }
}
