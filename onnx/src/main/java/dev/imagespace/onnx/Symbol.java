package dev.imagespace.onnx;

import dev.imagespace.tensor.Tensor;

/** A value of the graph by its name. */
record Symbol(String name) implements Tensor {

  /** An optional input that is left out. */
  static final Symbol NONE = new Symbol("");
}
