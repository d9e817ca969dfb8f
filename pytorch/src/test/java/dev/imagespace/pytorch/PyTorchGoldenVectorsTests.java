package dev.imagespace.pytorch;

import dev.imagespace.execution.Execution;
import dev.imagespace.testing.GoldenVectorsContract;

/** Whole models on PyTorch. */
class PyTorchGoldenVectorsTests extends GoldenVectorsContract {

  @Override
  protected Execution execution() {
    return Execution.builder().backend("pytorch").build();
  }
}
