package dev.imagespace.onnx;

import dev.imagespace.encode.ChangedWeightsTests;
import dev.imagespace.execution.Execution;

/** ONNX Runtime opens the files by their paths itself: they are compared before and after. */
class OnnxChangedWeightsTests extends ChangedWeightsTests {

  @Override
  protected Execution.Builder execution() {
    return Execution.builder().backend("onnx").threads(1);
  }
}
