package dev.imagespace.pytorch;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.ImageFamiliesContract;

class PyTorchImageFamiliesTests extends ImageFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new PyTorchEngineProvider();
  }
}
