package dev.imagespace.testing.reference;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations as their definitions say. For one thread. */
final class ReferenceOps implements Ops {
  private final Batch sizes;
  private final Function<Parameter, NdArray> weights;

  ReferenceOps(Batch sizes, Function<Parameter, NdArray> weights) {
    this.sizes = sizes;
    this.weights = weights;
  }

  NdArray array(Tensor tensor) {
    return tensor instanceof Parameter weight ? weights.apply(weight) : (NdArray) tensor;
  }

  private int[] shape(Dim... dims) {
    return NdArray.sizes(List.of(dims), sizes);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    Tensor product = matmul(x, transpose(weight, 1, 0));
    return bias == null ? product : add(product, bias);
  }

  @Override
  public Tensor matmul(Tensor first, Tensor second) {
    NdArray a = array(first);
    NdArray b = array(second);
    int n = a.size(-2);
    int k = a.size(-1);
    int m = b.size(-1);
    int[] shape = a.shape().clone();
    shape[shape.length - 1] = m;
    float[] product = new float[a.values().length / k * m];
    for (int i = 0; i < product.length / m; i++) {
      int matrix = b.rank() == 2 ? 0 : i / n * k * m;
      for (int j = 0; j < k; j++) {
        float factor = a.values()[i * k + j];
        NdArray.addProducts(product, i * m, factor, b.values(), matrix + j * m, m);
      }
    }
    return new NdArray(product, shape);
  }

  @Override
  public Tensor add(Tensor first, Tensor second) {
    return together(first, second, Float::sum);
  }

  @Override
  public Tensor multiply(Tensor first, Tensor second) {
    return together(first, second, (a, b) -> a * b);
  }

  private interface FloatOperator {
    float apply(float a, float b);
  }

  private NdArray together(Tensor first, Tensor second, FloatOperator operator) {
    NdArray a = array(first);
    NdArray b = array(second);
    int rank = Math.max(a.rank(), b.rank());
    int[] shape = new int[rank];
    for (int axis = 1; axis <= rank; axis++) {
      shape[rank - axis] =
          Math.max(axis > a.rank() ? 1 : a.size(-axis), axis > b.rank() ? 1 : b.size(-axis));
    }
    float[] left = a.broadcast(shape).values();
    float[] right = b.broadcast(shape).values();
    float[] result = new float[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = operator.apply(left[i], right[i]);
    }
    return new NdArray(result, shape);
  }

  private NdArray map(Tensor x, DoubleUnaryOperator function) {
    NdArray array = array(x);
    float[] mapped = new float[array.values().length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = (float) function.applyAsDouble(array.values()[i]);
    }
    return new NdArray(mapped, array.shape());
  }

  @Override
  public Tensor scale(Tensor x, double factor) {
    return map(x, value -> value * factor);
  }

  @Override
  public Tensor softmax(Tensor x) {
    NdArray array = array(x);
    float[] values = array.values().clone();
    int size = array.size(-1);
    for (int from = 0; from < values.length; from += size) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + size; i++) {
        largest = Math.max(largest, values[i]);
      }
      double sum = 0;
      for (int i = from; i < from + size; i++) {
        sum += Math.exp(values[i] - largest);
      }
      for (int i = from; i < from + size; i++) {
        values[i] = (float) (Math.exp(values[i] - largest) / sum);
      }
    }
    return new NdArray(values, array.shape());
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    NdArray array = array(x);
    float[] values = array.values().clone();
    float[] factors = array(weight).values();
    float[] shifts = array(bias).values();
    int size = array.size(-1);
    for (int from = 0; from < values.length; from += size) {
      double sum = 0;
      for (int i = from; i < from + size; i++) {
        sum += values[i];
      }
      double mean = sum / size;
      double squares = 0;
      for (int i = from; i < from + size; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
      }
      double deviation = Math.sqrt(squares / size + epsilon);
      for (int i = 0; i < size; i++) {
        double normal = (values[from + i] - mean) / deviation;
        values[from + i] = (float) (normal * factors[i] + shifts[i]);
      }
    }
    return new NdArray(values, array.shape());
  }

  @Override
  public Tensor activate(Activation activation, Tensor x) {
    return map(
        x,
        switch (activation) {
          case GELU -> value -> value * normalDistribution(value);
          case GELU_TANH ->
              value ->
                  value
                      / 2
                      * (1
                          + Math.tanh(
                              Math.sqrt(2 / Math.PI) * (value + 0.044715 * value * value * value)));
          case QUICK_GELU -> value -> value / (1 + Math.exp(-1.702 * value));
          case RELU -> value -> Math.max(value, 0);
          case RELU6 -> value -> Math.min(Math.max(value, 0), 6);
          case SILU -> value -> value / (1 + Math.exp(-value));
          case SIGMOID -> value -> 1 / (1 + Math.exp(-value));
        });
  }

  /** Φ: ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …), of which no terms cancel each other. */
  private static double normalDistribution(double x) {
    if (Math.abs(x) > 7) {
      return x < 0 ? 0 : 1;
    }
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  @Override
  public Tensor reshape(Tensor x, Dim... shape) {
    return array(x).reshaped(shape(shape));
  }

  @Override
  public Tensor transpose(Tensor x, int... axes) {
    NdArray array = array(x);
    int[] shape = Arrays.stream(axes).map(array::size).toArray();
    return array.view(shape, Arrays.stream(axes).map(array::stride).toArray(), 0);
  }

  @Override
  public Tensor slice(Tensor x, int axis, Dim from, Dim to) {
    NdArray array = array(x);
    int first = shape(from)[0];
    int[] shape = array.shape().clone();
    shape[axis] = shape(to)[0] - first;
    int[] strides = NdArray.axes(array.rank()).map(array::stride).toArray();
    return array.view(shape, strides, first * strides[axis]);
  }

  @Override
  public Tensor concat(int axis, Tensor first, Tensor second) {
    NdArray a = array(first);
    NdArray b = array(second);
    int[] shape = a.shape().clone();
    shape[axis] += b.size(axis);
    int left = a.size(axis) * a.stride(axis);
    int right = b.size(axis) * b.stride(axis);
    float[] joined = new float[a.values().length + b.values().length];
    for (int i = 0; i < joined.length / (left + right); i++) {
      System.arraycopy(a.values(), i * left, joined, i * (left + right), left);
      System.arraycopy(b.values(), i * right, joined, i * (left + right) + left, right);
    }
    return new NdArray(joined, shape);
  }

  @Override
  public Tensor expand(Tensor x, Dim... shape) {
    return array(x).broadcast(shape(shape));
  }

  @Override
  public Tensor gather(Tensor table, Tensor rows) {
    NdArray from = array(table);
    float[] numbers = array(rows).values();
    int width = from.size(1);
    float[] gathered = new float[numbers.length * width];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(from.values(), ((int) numbers[i]) * width, gathered, i * width, width);
    }
    return new NdArray(gathered, numbers.length, width);
  }

  @Override
  public Tensor mean(Tensor x, int axis) {
    NdArray array = array(x);
    int size = array.size(axis);
    int stride = array.stride(axis);
    int[] shape = NdArray.axes(array.rank()).filter(a -> a != axis).map(array::size).toArray();
    float[] means = new float[array.values().length / size];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int from = i / stride * size * stride + i % stride;
      for (int j = 0; j < size; j++) {
        sum += array.values()[from + j * stride];
      }
      means[i] = (float) (sum / size);
    }
    return new NdArray(means, shape);
  }

  @Override
  public Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding, int groups) {
    NdArray padded = array(pad2d(x, padding, padding, padding, padding));
    NdArray result = new Convolution(padded, array(weight), stride, groups).result();
    return bias == null ? result : add(result, array(bias).reshaped(1, array(bias).size(0), 1, 1));
  }

  @Override
  public Tensor pad2d(Tensor x, int top, int bottom, int left, int right) {
    NdArray array = array(x);
    int[] shape = array.shape().clone();
    int height = array.size(2);
    int width = array.size(3);
    shape[2] = top + height + bottom;
    shape[3] = left + width + right;
    NdArray padded = new NdArray(new float[shape[0] * shape[1] * shape[2] * shape[3]], shape);
    for (int row = 0; row < array.values().length / width; row++) {
      int to = (row / height * shape[2] + top + row % height) * shape[3] + left;
      System.arraycopy(array.values(), row * width, padded.values(), to, width);
    }
    return padded;
  }

  /** Sums of windows, by a convolution with ones, over how many numbers each has. */
  @Override
  public Tensor averagePool2d(Tensor x, int window, int stride, int padding) {
    NdArray array = array(x);
    Dim plane = Dim.of((long) array.size(0) * array.size(1));
    Dim one = Dim.of(1);
    Tensor planes = reshape(x, plane, one, Dim.of(array.size(2)), Dim.of(array.size(3)));
    NdArray sums = windowSums(planes, window, stride, padding);
    NdArray counts = windowSums(map(planes, value -> 1), window, stride, padding);
    float[] means = new float[sums.values().length];
    for (int i = 0; i < means.length; i++) {
      means[i] = sums.values()[i] / counts.values()[i];
    }
    return new NdArray(means, array.size(0), array.size(1), sums.size(2), sums.size(3));
  }

  private NdArray windowSums(Tensor planes, int window, int stride, int padding) {
    float[] ones = new float[window * window];
    Arrays.fill(ones, 1);
    return array(conv2d(planes, new NdArray(ones, 1, 1, window, window), null, stride, padding, 1));
  }

  @Override
  public Tensor batchNorm2d(
      Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) {
    NdArray array = array(x);
    int channels = array.size(1);
    int plane = array.stride(1);
    float[] values = array.values().clone();
    for (int channel = 0; channel < channels; channel++) {
      double deviation = Math.sqrt(array(variance).values()[channel] + epsilon);
      double factor = array(weight).values()[channel] / deviation;
      double shift = array(bias).values()[channel] - array(mean).values()[channel] * factor;
      for (int i = channel * plane; i < values.length; i += channels * plane) {
        for (int j = i; j < i + plane; j++) {
          values[j] = (float) (values[j] * factor + shift);
        }
      }
    }
    return new NdArray(values, array.shape());
  }

  @Override
  public Tensor scope(Supplier<Tensor> part) {
    return part.get();
  }
}
