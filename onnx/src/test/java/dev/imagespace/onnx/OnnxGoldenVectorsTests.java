package dev.imagespace.onnx;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.GoldenVectorsContract;

/** From files to the vectors of the Python peers on ONNX Runtime, found by its name. */
class OnnxGoldenVectorsTests extends GoldenVectorsContract {

  @Override
  protected Execution execution() {
    return Execution.builder().backend("onnx").threads(1).build();
  }
}
