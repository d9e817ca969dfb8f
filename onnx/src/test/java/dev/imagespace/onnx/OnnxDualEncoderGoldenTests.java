package dev.imagespace.onnx;

import dev.imagespace.encode.DualEncoderGoldenTests;
import dev.imagespace.execution.Execution;

/** From files to the vectors of the Python peers on ONNX Runtime, found by its name. */
class OnnxDualEncoderGoldenTests extends DualEncoderGoldenTests {

  @Override
  protected Execution execution() {
    return Execution.builder().backend("onnx").threads(1).build();
  }
}
