package dev.imagespace.onnx;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operations, written down instead of carried out. */
final class Recorder implements Ops {
  private static final float QUICK_GELU_FACTOR = 1.702f;

  private final Graph graph;
  private final Sizes sizes;
  private final ModelWeights weights;
  private final LinearForm form;
  private final Map<LinearLayer, Symbol> layers = new HashMap<>();
  private final Map<Residual, Symbol> sums = new HashMap<>();
  private final Map<Mask, Symbol> masks = new HashMap<>();

  /** A sum that is not in the graph yet: if it is normalised first, one operator does both. */
  private record Residual(Symbol x, Symbol y) implements Tensor {}

  private record Mask(Symbol mask, Dim queries, Dim keys) {}

  Recorder(Graph graph, Map<String, Batch.Input> inputs, ModelWeights weights, LinearForm form) {
    this.graph = graph;
    this.sizes = new Sizes(graph, inputs);
    this.weights = weights;
    this.form = form;
  }

  Symbol symbol(Tensor tensor) {
    if (tensor instanceof Parameter parameter) {
      return weights.get(parameter);
    }
    if (tensor instanceof LinearLayer layer) {
      return layers.computeIfAbsent(layer, l -> form.record(l, graph, weights));
    }
    if (tensor instanceof Residual residual) {
      return sums.computeIfAbsent(residual, r -> op("Add", r.x(), r.y()));
    }
    return (Symbol) tensor;
  }

  private Symbol op(String operator, Tensor... inputs) {
    Symbol[] symbols = new Symbol[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      symbols[i] = symbol(inputs[i]);
    }
    return graph.add(Node.of(operator, symbols));
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return new LinearLayer(symbol(x), (Parameter) weight, (Parameter) bias);
  }

  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return op("MatMul", a, b);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return op("Add", a, b);
  }

  @Override
  public Tensor residual(Tensor x, Tensor y) {
    return new Residual(symbol(x), symbol(y));
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return op("Mul", a, b);
  }

  @Override
  public Tensor scale(Tensor x, double factor) {
    return op("Mul", x, graph.scalar((float) factor));
  }

  @Override
  public Tensor softmax(Tensor x) {
    return graph.add(Node.of("Softmax", symbol(x)).with("axis", -1));
  }

  @Override
  public Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    if (x instanceof Residual residual && !sums.containsKey(residual)) {
      return normedSum(residual, symbol(weight), symbol(bias), epsilon);
    }
    Node norm = Node.of("LayerNormalization", symbol(x), symbol(weight), symbol(bias));
    return graph.add(norm.with("axis", -1).with("epsilon", (float) epsilon));
  }

  /**
   * Besides a pass over memory, this saves ONNX Runtime 1.29's own LayerNormalization, which takes
   * six times as long.
   */
  private Symbol normedSum(Residual residual, Symbol weight, Symbol bias, double epsilon) {
    Node norm = Node.microsoft("SkipLayerNormalization", residual.x(), residual.y(), weight, bias);
    List<Symbol> results = graph.add(norm.with("epsilon", (float) epsilon), 4);
    sums.put(residual, results.get(3));
    return results.get(0);
  }

  @Override
  public Tensor activate(Activation activation, Tensor x) {
    Symbol symbol = symbol(x);
    return graph.add(
        switch (activation) {
          case GELU -> Node.microsoft("Gelu", symbol);
          case GELU_TANH -> Node.microsoft("FastGelu", symbol);
          case QUICK_GELU -> Node.microsoft("QuickGelu", symbol).with("alpha", QUICK_GELU_FACTOR);
          case RELU -> Node.of("Relu", symbol);
          case RELU6 -> Node.of("Clip", symbol, graph.scalar(0), graph.scalar(6));
          case SILU -> Node.microsoft("QuickGelu", symbol).with("alpha", 1f);
          case SIGMOID -> Node.of("Sigmoid", symbol);
        });
  }

  @Override
  public Tensor reshape(Tensor x, Dim... shape) {
    return op("Reshape", x, sizes.forReshape(shape));
  }

  @Override
  public Tensor transpose(Tensor x, int... axes) {
    long[] order = new long[axes.length];
    for (int i = 0; i < axes.length; i++) {
      order[i] = axes[i];
    }
    return graph.add(Node.of("Transpose", symbol(x)).withAll("perm", order));
  }

  @Override
  public Tensor slice(Tensor x, int axis, Dim from, Dim to) {
    boolean fixed = !from.isSymbolic() && !to.isSymbolic();
    if (x instanceof LinearLayer layer && axis == 1 && fixed) {
      return layer.columns(from.factor(), to.factor());
    }
    if (x instanceof Parameter parameter && axis == 0 && fixed) {
      return parameter.rows(from.factor(), to.factor());
    }
    return op("Slice", x, sizes.of(from), sizes.of(to), graph.longs(axis));
  }

  @Override
  public Tensor concat(int axis, Tensor first, Tensor second) {
    return graph.add(Node.of("Concat", symbol(first), symbol(second)).with("axis", axis));
  }

  @Override
  public Tensor expand(Tensor x, Dim... shape) {
    return op("Expand", x, sizes.of(shape));
  }

  @Override
  public Tensor gather(Tensor table, Tensor rows) {
    return op("Gather", table, rows);
  }

  @Override
  public Tensor mean(Tensor x, int axis) {
    Node mean = Node.of("ReduceMean", symbol(x), graph.longs(axis));
    return graph.add(mean.with("keepdims", 0));
  }

  @Override
  public Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, int stride, int padding, int groups) {
    Node conv =
        bias == null
            ? Node.of("Conv", symbol(x), symbol(weight))
            : Node.of("Conv", symbol(x), symbol(weight), symbol(bias));
    return graph.add(
        conv.withAll("strides", stride, stride)
            .withAll("pads", padding, padding, padding, padding)
            .with("group", groups));
  }

  @Override
  public Tensor pad2d(Tensor x, int top, int bottom, int left, int right) {
    return op("Pad", x, graph.longs(0, 0, top, left, 0, 0, bottom, right));
  }

  @Override
  public Tensor averagePool2d(Tensor x, int window, int stride, int padding) {
    return graph.add(
        Node.of("AveragePool", symbol(x))
            .withAll("kernel_shape", window, window)
            .withAll("strides", stride, stride)
            .withAll("pads", padding, padding, padding, padding));
  }

  @Override
  public Tensor batchNorm2d(
      Tensor x, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) {
    Node norm =
        Node.of(
            "BatchNormalization",
            symbol(x),
            symbol(weight),
            symbol(bias),
            symbol(mean),
            symbol(variance));
    return graph.add(norm.with("epsilon", (float) epsilon));
  }

  @Override
  public Tensor scope(Supplier<Tensor> part) {
    return part.get();
  }

  /** In one operator, which wants its mask for every query. */
  @Override
  public Tensor attention(
      Tensor q, Tensor k, Tensor v, AttentionShape shape, @Nullable Tensor mask) {
    Dim width = Dim.of((long) shape.heads() * shape.headWidth());
    Symbol queries = symbol(reshape(q, Dim.B, shape.queries(), width));
    Symbol keys = symbol(reshape(k, Dim.B, shape.keys(), width));
    Symbol values = symbol(reshape(v, Dim.B, shape.keys(), width));
    Node attention =
        mask == null
            ? Node.microsoft("MultiHeadAttention", queries, keys, values)
            : Node.microsoft(
                "MultiHeadAttention",
                queries,
                keys,
                values,
                Symbol.NONE,
                Symbol.NONE,
                forEveryQuery(new Mask(symbol(mask), shape.queries(), shape.keys())));
    Symbol attended = graph.add(attention.with("num_heads", shape.heads()));
    return reshape(attended, Dim.B.times(shape.queries()), width);
  }

  /** (1 or B, 1, Q, K); the blocks of a network share it. */
  private Symbol forEveryQuery(Mask mask) {
    Dim one = Dim.of(1);
    return masks.computeIfAbsent(
        mask, m -> graph.add(Node.of("Expand", m.mask, sizes.of(one, one, m.queries, m.keys))));
  }
}
