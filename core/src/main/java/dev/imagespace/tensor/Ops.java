package dev.imagespace.tensor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one run, which an engine implements and towers call. Shapes are row-major; axes
 * count from 0. Operands are results of the same run, its inputs, or {@link Parameter}s; no
 * operation changes them. Operands of other shapes than these are an engine's to refuse, by any
 * exception: a tower that passed its tests has none. For one thread.
 */
public interface Ops {

  /** x·Wᵀ + b: (N, in), (out, in), (out) → (N, out). */
  Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias);

  /** (…, n, k), (…, k, m) → (…, n, m). */
  Tensor matmul(Tensor a, Tensor b);

  /** Element-wise sum, with broadcasting. */
  Tensor add(Tensor a, Tensor b);

  /** The sum of two of one shape, (N, D): the way around a part of a network. */
  default Tensor residual(Tensor x, Tensor y) {
    return add(x, y);
  }

  /** Element-wise product, with broadcasting. */
  Tensor multiply(Tensor a, Tensor b);

  /** x·factor, element-wise. */
  Tensor scale(Tensor x, double factor);

  /** exp(x) / Σ exp(x) over the last axis. */
  Tensor softmax(Tensor x);

  /** (x − mean) / √(variance + ε) · weight + bias, over the last axis, of the size of both. */
  Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon);

  /** A non-linear function, element-wise. */
  Tensor activate(Activation activation, Tensor x);

  /** The same values in another shape of as many. */
  Tensor reshape(Tensor x, Dim... shape);

  /** Axis i of the result is axis {@code axes[i]} of x. */
  Tensor transpose(Tensor x, int... axes);

  /** Indices from (inclusive) to (exclusive) of an axis. */
  Tensor slice(Tensor x, int axis, Dim from, Dim to);

  /** Two tensors that differ along one axis only, one behind the other. */
  Tensor concat(int axis, Tensor first, Tensor second);

  /** Repeats axes of size 1 until the shape is reached. */
  Tensor expand(Tensor x, Dim... shape);

  /** Rows of a table by number: (V, D), (N) → (N, D). */
  Tensor gather(Tensor table, Tensor rows);

  /** Mean over an axis, which goes. */
  Tensor mean(Tensor x, int axis);

  /** (B, in, H, W), (out, in/groups, k, k), (out) → (B, out, H', W'); dilation 1. */
  Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding, int groups);

  /** Zeros around the last two axes. */
  Tensor pad2d(Tensor x, int top, int bottom, int left, int right);

  /**
   * Mean over windows of the last two axes. What does not fill a window is left out; padding is not
   * counted.
   */
  Tensor averagePool2d(Tensor x, int window, int stride, int padding);

  /** Inference with running statistics, over axis 1. */
  Tensor batchNorm2d(
      Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon);

  /**
   * A part of the pass whose intermediate values are not needed after it: an engine may free them.
   */
  Tensor scope(Supplier<Tensor> part);

  /**
   * Multi-head scaled dot-product attention ("Attention Is All You Need", 3.2): q (B·Q, D), k and v
   * (B·K, D), a mask that is added to the scores and broadcasts to (B, heads, Q, K) → (B·Q, D). An
   * engine that has this in one piece overrides it.
   */
  default Tensor attention(
      Tensor q, Tensor k, Tensor v, AttentionShape shape, @Nullable Tensor mask) {
    Dim heads = Dim.of(shape.heads());
    Dim width = Dim.of(shape.headWidth());
    Tensor scaled = scale(q, 1 / Math.sqrt(shape.headWidth()));
    Tensor queries = transpose(reshape(scaled, Dim.B, shape.queries(), heads, width), 0, 2, 1, 3);
    Tensor keys = transpose(reshape(k, Dim.B, shape.keys(), heads, width), 0, 2, 3, 1);
    Tensor values = transpose(reshape(v, Dim.B, shape.keys(), heads, width), 0, 2, 1, 3);
    Tensor scores = matmul(queries, keys);
    Tensor weights = softmax(mask == null ? scores : add(scores, mask));
    Tensor joined = transpose(matmul(weights, values), 0, 2, 1, 3);
    return reshape(
        joined, Dim.B.times(shape.queries()), Dim.of((long) shape.heads() * shape.headWidth()));
  }

  /**
   * Sizes of an attention.
   *
   * @param queries Q, for each item of the batch
   * @param keys K, for each item of the batch
   */
  record AttentionShape(Dim queries, Dim keys, int heads, int headWidth) {}
}
