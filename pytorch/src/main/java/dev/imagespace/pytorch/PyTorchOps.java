package dev.imagespace.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations, carried out at once by DJL.
 *
 * <p>DJL attaches a result to the manager of the array that the method is called on; where that is
 * a weight, the result would outlive the run. So every result is moved to the manager of the
 * innermost scope.
 */
final class PyTorchOps implements Ops {
  private static final float TANH_FACTOR = (float) Math.sqrt(2 / Math.PI);
  private static final float TANH_CUBE = (float) (Math.sqrt(2 / Math.PI) * 0.044715);

  private final Batch sizes;
  private final Function<Parameter, NDArray> weights;
  private NDManager scope;

  PyTorchOps(NDManager call, Batch sizes, Function<Parameter, NDArray> weights) {
    this.scope = call;
    this.sizes = sizes;
    this.weights = weights;
  }

  PyTorchTensor input(Batch.Input input) {
    Shape shape = shape(input.shape());
    if (input instanceof Batch.Input.Floats floats) {
      return new PyTorchTensor(scope.create(floats.values(), shape));
    }
    return new PyTorchTensor(scope.create(((Batch.Input.Longs) input).values(), shape));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    // PyTorch takes a missing bias, DJL's signature only does not say so.
    @SuppressWarnings("NullAway")
    NDList result = ex(x).linear(array(x), array(weight), bias == null ? null : array(bias));
    return kept(result);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return kept(array(a).matMul(array(b)));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return kept(array(a).add(array(b)));
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return kept(array(a).mul(array(b)));
  }

  @Override
  public Tensor scale(Tensor x, double factor) {
    return kept(array(x).mul((float) factor));
  }

  @Override
  public Tensor softmax(Tensor x) {
    return kept(array(x).softmax(-1));
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    NDArray w = array(weight);
    return kept(ex(x).layerNorm(array(x), w.getShape(), w, array(bias), (float) epsilon));
  }

  @Override
  public Tensor activate(Activation activation, Tensor x) {
    NDArray array = array(x);
    return kept(
        switch (activation) {
          case GELU -> array.getNDArrayInternal().gelu();
          case GELU_TANH -> geluTanh(array);
          case RELU -> array.getNDArrayInternal().relu();
          case RELU6 -> array.clip(0f, 6f);
          case QUICK_GELU -> timesSigmoid(array, 1.702f);
          case SILU -> timesSigmoid(array, 1);
          case SIGMOID -> array.getNDArrayInternal().sigmoid();
        });
  }

  /** x·sigmoid(factor·x). */
  private static NDArray timesSigmoid(NDArray x, float factor) {
    try (NDArray scaled = x.mul(factor)) {
      return scaled.getNDArrayInternal().sigmoid().muli(x);
    }
  }

  /** x/2·(1 + tanh(y)) is x·sigmoid(2y). */
  private static NDArray geluTanh(NDArray x) {
    try (NDArray squared = x.mul(x);
        NDArray twice = squared.muli(2 * TANH_CUBE).addi(2 * TANH_FACTOR).muli(x)) {
      return twice.getNDArrayInternal().sigmoid().muli(x);
    }
  }

  @Override
  public Tensor reshape(Tensor x, Dim... shape) {
    return kept(array(x).reshape(shape(List.of(shape))));
  }

  @Override
  public Tensor transpose(Tensor x, int... axes) {
    return kept(array(x).transpose(axes));
  }

  @Override
  public Tensor slice(Tensor x, int axis, Dim from, Dim to) {
    NDIndex index = new NDIndex();
    for (int i = 0; i < axis; i++) {
      index.addAllDim();
    }
    index.addSliceDim(from.in(sizes), to.in(sizes)).addEllipseDim();
    return kept(array(x).get(scope, index));
  }

  @Override
  public Tensor concat(int axis, Tensor first, Tensor second) {
    return kept(array(first).concat(array(second), axis));
  }

  @Override
  public Tensor expand(Tensor x, Dim... shape) {
    return kept(array(x).broadcast(shape(List.of(shape))));
  }

  @Override
  public Tensor gather(Tensor table, Tensor rows) {
    return kept(ex(rows).embedding(array(rows), array(table), SparseFormat.DENSE));
  }

  @Override
  public Tensor mean(Tensor x, int axis) {
    return kept(array(x).mean(new int[] {axis}));
  }

  @Override
  public Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding, int groups) {
    // As for linear: no bias is allowed, and not annotated.
    @SuppressWarnings("NullAway")
    NDList result =
        ex(x)
            .convolution(
                array(x),
                array(weight),
                bias == null ? null : array(bias),
                square(stride),
                square(padding),
                square(1),
                groups);
    return kept(result);
  }

  @Override
  public Tensor pad2d(Tensor x, int top, int bottom, int left, int right) {
    return kept(array(x).pad(new Shape(left, right, top, bottom), 0));
  }

  /** DJL counts padding, whatever it is told: what it gives is divided by the share of the rest. */
  @Override
  public Tensor averagePool2d(Tensor x, int window, int stride, int padding) {
    NDArray array = array(x);
    NDArray means = averages(array, window, stride, padding);
    if (padding == 0) {
      return kept(means);
    }
    Shape shape = array.getShape();
    try (NDArray ones = scope.ones(new Shape(1, 1, shape.get(2), shape.get(3)));
        NDArray shares = averages(ones, window, stride, padding)) {
      return kept(means.divi(shares));
    }
  }

  private static NDArray averages(NDArray x, int window, int stride, int padding) {
    return x.getNDArrayInternal()
        .avgPool(square(window), square(stride), square(padding), false, true);
  }

  @Override
  public Tensor batchNorm2d(
      Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) {
    return kept(
        ex(x)
            .batchNorm(
                array(x),
                array(mean),
                array(variance),
                array(weight),
                array(bias),
                1,
                0.1f,
                (float) epsilon,
                false));
  }

  @Override
  public Tensor scope(Supplier<Tensor> part) {
    NDManager outer = scope;
    try (NDManager inner = outer.newSubManager()) {
      scope = inner;
      NDArray result = array(part.get());
      result.attach(outer);
      return new PyTorchTensor(result);
    } finally {
      scope = outer;
    }
  }

  NDArray array(Tensor tensor) {
    return tensor instanceof Parameter parameter
        ? weights.apply(parameter)
        : ((PyTorchTensor) tensor).array();
  }

  private NDArrayEx ex(Tensor tensor) {
    return array(tensor).getNDArrayInternal();
  }

  private Shape shape(List<Dim> dims) {
    return new Shape(dims.stream().mapToLong(dim -> dim.in(sizes)).toArray());
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }

  private PyTorchTensor kept(NDList single) {
    return kept(single.singletonOrThrow());
  }

  private PyTorchTensor kept(NDArray result) {
    if (result.getManager() != scope) {
      result.attach(scope);
    }
    return new PyTorchTensor(result);
  }
}
