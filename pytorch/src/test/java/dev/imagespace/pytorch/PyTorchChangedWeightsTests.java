package dev.imagespace.pytorch;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.ChangedWeightsContract;

/** Files that change under PyTorch. */
class PyTorchChangedWeightsTests extends ChangedWeightsContract {

  @Override
  protected Execution.Builder execution() {
    return Execution.builder().backend("pytorch").threads(1);
  }
}
