package dev.imagespace.tensor.djl;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.EngineContract;

/** PyTorch keeps the contract of every engine. */
class DjlEngineTests extends EngineContract {

  @Override
  protected EngineProvider provider() {
    return new DjlEngineProvider();
  }
}
