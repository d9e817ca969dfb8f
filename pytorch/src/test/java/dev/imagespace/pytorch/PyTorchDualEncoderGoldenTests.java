package dev.imagespace.pytorch;

import dev.imagespace.encode.DualEncoderGoldenTests;
import dev.imagespace.execution.Execution;

/** Whole models on PyTorch. */
class PyTorchDualEncoderGoldenTests extends DualEncoderGoldenTests {

  @Override
  protected Execution execution() {
    return Execution.builder().backend("pytorch").build();
  }
}
