package dev.imagespace.onnx;

import java.util.ArrayList;
import java.util.List;

/** One operator of the graph, its operands and attributes. Immutable. */
record Node(String domain, String operator, List<Symbol> inputs, List<Proto> attributes) {
  private static final String MICROSOFT = "com.microsoft";

  // Numbers of onnx.proto: fields of AttributeProto, and its types.
  private static final int NAME = 1;
  private static final int FLOAT = 2;
  private static final int INT = 3;
  private static final int INTS = 8;
  private static final int TYPE = 20;
  private static final int TYPE_FLOAT = 1;
  private static final int TYPE_INT = 2;
  private static final int TYPE_INTS = 7;

  /** Of ONNX's own operators. */
  static Node of(String operator, Symbol... inputs) {
    return new Node("", operator, List.of(inputs), List.of());
  }

  /** Of those that ONNX Runtime adds (docs/ContribOperators.md there). */
  static Node microsoft(String operator, Symbol... inputs) {
    return new Node(MICROSOFT, operator, List.of(inputs), List.of());
  }

  Node with(String name, long value) {
    return with(attribute(name, TYPE_INT).number(INT, value));
  }

  Node with(String name, float value) {
    return with(attribute(name, TYPE_FLOAT).number(FLOAT, value));
  }

  Node withAll(String name, long... values) {
    Proto attribute = attribute(name, TYPE_INTS);
    for (long value : values) {
      attribute.number(INTS, value);
    }
    return with(attribute);
  }

  private static Proto attribute(String name, int type) {
    return new Proto().text(NAME, name).number(TYPE, type);
  }

  private Node with(Proto attribute) {
    List<Proto> all = new ArrayList<>(attributes);
    all.add(attribute);
    return new Node(domain, operator, inputs, List.copyOf(all));
  }

  /** As onnx.proto's NodeProto. */
  Proto toProto(List<Symbol> outputs) {
    Proto proto = new Proto();
    inputs.forEach(input -> proto.text(1, input.name()));
    outputs.forEach(output -> proto.text(2, output.name()));
    proto.text(3, outputs.get(0).name()).text(4, operator);
    attributes.forEach(attribute -> proto.message(5, attribute));
    return proto.text(7, domain);
  }
}
