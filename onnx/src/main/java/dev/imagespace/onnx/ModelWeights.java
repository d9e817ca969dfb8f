package dev.imagespace.onnx;

import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.StoredRegion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of one graph. What a file of the checkpoint holds as float32 stays there; what is
 * stored otherwise, or computed, goes through {@link ConvertedWeights}. Not thread-safe.
 */
final class ModelWeights {
  private final Graph graph;
  private final ConvertedWeights converted;
  private final Map<Parameter, Symbol> known = new HashMap<>();

  ModelWeights(Graph graph, ConvertedWeights converted) {
    this.graph = graph;
    this.converted = converted;
  }

  /** In float32. */
  Symbol get(Parameter parameter) {
    return known.computeIfAbsent(parameter, this::place);
  }

  /** Values that were computed. */
  Symbol add(String name, ElementType type, List<Long> shape, ByteBuffer values) {
    return graph.weight(name, type, shape, converted.add(values));
  }

  /** A list of numbers that were computed. */
  Symbol add(String name, float[] values) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return add(name, ElementType.FLOAT32, List.of((long) values.length), raw);
  }

  private Symbol place(Parameter parameter) {
    StoredRegion stored = parameter.region();
    StoredRegion region =
        stored != null && converted.isBeside(stored.file())
            ? converted.real(stored)
            : converted.add(parameter::forEachPiece);
    return graph.weight(parameter.name(), ElementType.FLOAT32, parameter.shape(), region);
  }
}
