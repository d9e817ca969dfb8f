package dev.imagespace.onnx;

/** Kinds of numbers in a graph, by onnx.proto's TensorProto.DataType. */
enum ElementType {
  FLOAT32(1),
  UINT8(2),
  INT8(3),
  INT64(7);

  private final int code;

  ElementType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
