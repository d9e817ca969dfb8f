package dev.imagespace.pytorch;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.TextFamiliesContract;

/** The text towers of OpenCLIP's families on PyTorch. */
class PyTorchTextFamiliesTests extends TextFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new PyTorchEngineProvider();
  }
}
