package dev.imagespace.pytorch;

import dev.imagespace.encode.ChangedWeightsTests;
import dev.imagespace.execution.Execution;

/** Files that change under PyTorch. */
class PyTorchChangedWeightsTests extends ChangedWeightsTests {

  @Override
  protected Execution.Builder execution() {
    return Execution.builder().backend("pytorch").threads(1);
  }
}
