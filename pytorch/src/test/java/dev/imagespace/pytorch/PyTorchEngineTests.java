package dev.imagespace.pytorch;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.EngineContract;

/** PyTorch keeps the contract of every engine. */
class PyTorchEngineTests extends EngineContract {

  @Override
  protected EngineProvider provider() {
    return new PyTorchEngineProvider();
  }
}
