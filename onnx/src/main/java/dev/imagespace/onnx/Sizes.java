package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shapes as values of the graph. B and L are read from the inputs of each run, so that a recording
 * holds for every size; what is computed from them is computed once in a run. Not thread-safe.
 */
final class Sizes {
  private final Graph graph;
  private final Map<String, Batch.Input> inputs;
  private final Map<Dim, Symbol> sizes = new HashMap<>();
  private final Map<List<Dim>, Symbol> shapes = new HashMap<>();

  Sizes(Graph graph, Map<String, Batch.Input> inputs) {
    this.graph = graph;
    this.inputs = inputs;
  }

  /** A list of one number. */
  Symbol of(Dim dim) {
    Symbol known = sizes.get(dim);
    if (known == null) {
      known = compute(dim);
      sizes.put(dim, known);
    }
    return known;
  }

  /** A list of the sizes. */
  Symbol of(Dim... shape) {
    return shapes.computeIfAbsent(List.of(shape), this::listOf);
  }

  /** As {@link #of(Dim...)}, where one size that is not known may be what is left. */
  Symbol forReshape(Dim... shape) {
    long symbolic = Arrays.stream(shape).filter(Dim::isSymbolic).count();
    return symbolic > 1
        ? of(shape)
        : graph.longs(
            Arrays.stream(shape).mapToLong(dim -> dim.isSymbolic() ? -1 : dim.factor()).toArray());
  }

  private Symbol listOf(List<Dim> shape) {
    return shape.stream().anyMatch(Dim::isSymbolic)
        ? graph.add(
            Node.of("Concat", shape.stream().map(this::of).toArray(Symbol[]::new)).with("axis", 0))
        : graph.longs(shape.stream().mapToLong(Dim::factor).toArray());
  }

  private Symbol compute(Dim dim) {
    if (dim.equals(Dim.B) || dim.equals(Dim.L)) {
      return read(dim);
    }
    if (!dim.isSymbolic()) {
      return graph.longs(dim.factor());
    }
    Symbol product = dim.batch() ? of(Dim.B) : of(Dim.L);
    if (dim.batch() && dim.length()) {
      product = graph.add(Node.of("Mul", product, of(Dim.L)));
    }
    return dim.factor() == 1
        ? product
        : graph.add(Node.of("Mul", product, graph.longs(dim.factor())));
  }

  /** From an input that has an axis of this size. */
  private Symbol read(Dim dim) {
    for (Map.Entry<String, Batch.Input> input : inputs.entrySet()) {
      int axis = input.getValue().shape().indexOf(dim);
      if (axis >= 0) {
        Node shape = Node.of("Shape", new Symbol(input.getKey()));
        return graph.add(shape.with("start", axis).with("end", axis + 1L));
      }
    }
    throw new IllegalArgumentException("No input of the network has an axis of the size " + dim);
  }
}
