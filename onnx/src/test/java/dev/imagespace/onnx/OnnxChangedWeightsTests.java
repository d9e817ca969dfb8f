package dev.imagespace.onnx;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.ChangedWeightsContract;

/** ONNX Runtime opens the files by their paths itself: they are compared before and after. */
class OnnxChangedWeightsTests extends ChangedWeightsContract {

  @Override
  protected Execution.Builder execution() {
    return Execution.builder().backend("onnx").threads(1);
  }
}
