package dev.imagespace.onnx;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredRegion;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An ONNX graph as it grows: inputs, nodes, constants, and weights that stay in files. Not
 * thread-safe.
 */
final class Graph {
  private static final long IR_VERSION = 10;
  private static final long OPERATORS = 21;
  private static final long MICROSOFT_OPERATORS = 1;
  private static final int EXTERNAL = 1;

  private final List<Proto> nodes = new ArrayList<>();
  private final List<Proto> inputs = new ArrayList<>();
  private final List<Proto> constants = new ArrayList<>();
  private final List<Weight> weights = new ArrayList<>();
  private final Map<String, Symbol> known = new HashMap<>();
  private final Map<Node, List<Symbol>> added = new HashMap<>();
  private int symbols;

  /** A weight, and the part of a file that holds it. */
  private record Weight(String name, ElementType type, List<Long> shape, StoredRegion region) {}

  Symbol add(Node node) {
    return add(node, 1).get(0);
  }

  /** An equal node without attributes is not added twice. */
  List<Symbol> add(Node node, int outputs) {
    return added.computeIfAbsent(
        node,
        n -> {
          List<Symbol> results =
              IntStream.range(0, outputs).mapToObj(i -> symbol(n.operator())).toList();
          nodes.add(n.toProto(results));
          return results;
        });
  }

  Symbol input(String name, Batch.Input input) {
    ElementType type =
        input instanceof Batch.Input.Floats ? ElementType.FLOAT32 : ElementType.INT64;
    inputs.add(valueInfo(name, type, input.shape()));
    return new Symbol(name);
  }

  Symbol weight(String name, ElementType type, List<Long> shape, StoredRegion region) {
    Weight weight = new Weight(symbol(name).name(), type, shape, region);
    weights.add(weight);
    return new Symbol(weight.name);
  }

  /** A list of whole numbers. */
  Symbol longs(long... values) {
    return known.computeIfAbsent(
        Arrays.toString(values),
        key -> {
          ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(LITTLE_ENDIAN);
          raw.asLongBuffer().put(values);
          return constant(ElementType.INT64, List.of((long) values.length), raw.array());
        });
  }

  /** One number without an axis. */
  Symbol scalar(float value) {
    return known.computeIfAbsent(
        String.valueOf(value),
        key -> {
          ByteBuffer raw = ByteBuffer.allocate(Float.BYTES).order(LITTLE_ENDIAN).putFloat(value);
          return constant(ElementType.FLOAT32, List.of(), raw.array());
        });
  }

  /** A short list of numbers. */
  Symbol floats(float[] values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return constant(ElementType.FLOAT32, List.of((long) values.length), raw.array());
  }

  /** Values that are part of the graph: for small ones. */
  private Symbol constant(ElementType type, List<Long> shape, byte[] raw) {
    Symbol symbol = symbol("constant");
    constants.add(tensor(symbol.name(), type, shape).bytes(9, raw));
    return symbol;
  }

  private Symbol symbol(String hint) {
    return new Symbol(hint + "#" + symbols++);
  }

  /** Every file that a weight lies in. */
  List<StoredFile> files() {
    return weights.stream().map(weight -> weight.region.file()).distinct().toList();
  }

  /** Of all weights together, each once. */
  long weightBytes() {
    return weights.stream().map(Weight::region).distinct().mapToLong(StoredRegion::bytes).sum();
  }

  /**
   * As onnx.proto's ModelProto.
   *
   * @param folder to which the paths of weights are relative
   */
  byte[] toModel(Symbol output, Path folder) {
    Proto graph = new Proto().text(2, "imagespace");
    nodes.forEach(node -> graph.message(1, node));
    constants.forEach(constant -> graph.message(5, constant));
    weights.forEach(weight -> graph.message(5, toProto(weight, folder)));
    inputs.forEach(input -> graph.message(11, input));
    graph.message(12, valueInfo(output.name(), ElementType.FLOAT32, List.of()));
    return new Proto()
        .number(1, IR_VERSION)
        .text(2, "imagespace")
        .message(7, graph)
        .message(8, operators("", OPERATORS))
        .message(8, operators("com.microsoft", MICROSOFT_OPERATORS))
        .toBytes();
  }

  private static Proto operators(String domain, long version) {
    return new Proto().text(1, domain).number(2, version);
  }

  private static Proto tensor(String name, ElementType type, List<Long> shape) {
    Proto tensor = new Proto();
    shape.forEach(size -> tensor.number(1, size));
    return tensor.number(2, type.code()).text(8, name);
  }

  private static Proto toProto(Weight weight, Path folder) {
    StoredRegion region = weight.region;
    String location = folder.relativize(region.file().path()).toString();
    return tensor(weight.name, weight.type, weight.shape)
        .message(13, entry("location", location))
        .message(13, entry("offset", String.valueOf(region.offset())))
        .message(13, entry("length", String.valueOf(region.bytes())))
        .number(14, EXTERNAL);
  }

  private static Proto entry(String key, String value) {
    return new Proto().text(1, key).text(2, value);
  }

  /** A value without a shape may have any. */
  private static Proto valueInfo(String name, ElementType type, List<Dim> shape) {
    Proto tensor = new Proto().number(1, type.code());
    if (!shape.isEmpty()) {
      Proto dims = new Proto();
      shape.forEach(dim -> dims.message(1, dimension(dim)));
      tensor.message(2, dims);
    }
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor));
  }

  private static Proto dimension(Dim dim) {
    if (!dim.isSymbolic()) {
      return new Proto().number(1, dim.factor());
    }
    String name = (dim.batch() ? "B" : "") + (dim.length() ? "L" : "");
    return new Proto().text(2, dim.factor() == 1 ? name : dim.factor() + name);
  }
}
