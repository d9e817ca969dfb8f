package dev.imagespace.tower;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What becomes of a vector behind its tower, picture and text alike: the modules that
 * sentence-transformers puts behind a CLIP. Immutable.
 *
 * @param steps one after the other; none where vectors stay as they are
 */
public record VectorHead(List<Step> steps) {

  public VectorHead {
    steps = List.copyOf(steps);
  }

  public static VectorHead none() {
    return new VectorHead(List.of());
  }

  public boolean isNone() {
    return steps.isEmpty();
  }

  /** One step. It may change what it is given, or return another array. */
  public sealed interface Step {
    float[] apply(float[] vector);

    /**
     * The dimension of its vectors.
     *
     * @throws IllegalArgumentException where it takes no vectors of the given one
     */
    int dimension(int given);

    CanonicalText canonical();
  }

  /** Divided by its length. */
  public record Normalize() implements Step {
    private static final double SMALLEST = 1e-12;

    @Override
    public float[] apply(float[] vector) {
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      double length = Math.max(Math.sqrt(squares), SMALLEST);
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (vector[i] / length);
      }
      return vector;
    }

    @Override
    public int dimension(int given) {
      return given;
    }

    @Override
    public CanonicalText canonical() {
      return CanonicalText.of("normalize");
    }
  }

  /** The first numbers of it. */
  public record First(int numbers) implements Step {
    @Override
    public float[] apply(float[] vector) {
      return Arrays.copyOf(vector, Math.min(numbers, vector.length));
    }

    @Override
    public int dimension(int given) {
      return Math.min(numbers, given);
    }

    @Override
    public CanonicalText canonical() {
      return CanonicalText.of("first").with("numbers", numbers);
    }
  }

  /** The activations of {@link Dense}. */
  public enum Curve {
    IDENTITY,
    TANH,
    RELU,
    SIGMOID;

    private double of(double x) {
      return switch (this) {
        case IDENTITY -> x;
        case TANH -> Math.tanh(x);
        case RELU -> Math.max(x, 0);
        case SIGMOID -> 1 / (1 + Math.exp(-x));
      };
    }
  }

  /**
   * A linear layer and an activation.
   *
   * @param in dimension that it takes
   * @param matrix (out, in), row-major
   * @param bias (out)
   */
  public record Dense(int in, float[] matrix, float[] bias, Curve curve) implements Step {
    @Override
    public float[] apply(float[] vector) {
      float[] out = new float[bias.length];
      for (int row = 0; row < out.length; row++) {
        double sum = bias[row];
        for (int i = 0; i < in; i++) {
          sum += (double) matrix[row * in + i] * vector[i];
        }
        out[row] = (float) curve.of(sum);
      }
      return out;
    }

    @Override
    public int dimension(int given) {
      if (given != in) {
        throw new IllegalArgumentException(
            "a Dense module takes vectors of %d numbers and gets %d".formatted(in, given));
      }
      return bias.length;
    }

    @Override
    public CanonicalText canonical() {
      return CanonicalText.of("dense")
          .with("curve", curve)
          .with("matrix", digest(matrix))
          .with("bias", digest(bias));
    }

    private static String digest(float[] values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return HexFormat.of().formatHex(Sha256.digest().digest(bytes.array()));
    }
  }

  /** The dimension behind all steps of a vector of the given one. */
  public int dimension(int given) {
    int dimension = given;
    for (Step step : steps) {
      dimension = step.dimension(dimension);
    }
    return dimension;
  }

  /** (B, D) → (B, D'), row-major. */
  public float[] apply(float[] vectors, int count) {
    int size = vectors.length / count;
    int dimension = dimension(size);
    float[] out = new float[count * dimension];
    for (int i = 0; i < count; i++) {
      float[] vector = Arrays.copyOfRange(vectors, i * size, (i + 1) * size);
      for (Step step : steps) {
        vector = step.apply(vector);
      }
      System.arraycopy(vector, 0, out, i * dimension, dimension);
    }
    return out;
  }

  /** All that decides a vector. */
  public CanonicalText canonical() {
    CanonicalText canonical = CanonicalText.of("head");
    for (int i = 0; i < steps.size(); i++) {
      canonical.with("step." + i, steps.get(i).canonical());
    }
    return canonical;
  }
}
