package dev.imagespace.testing.reference;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.EngineContract;

/** The engine that core's tests run on keeps the contract of every engine. */
class ReferenceEngineTests extends EngineContract {

  @Override
  protected EngineProvider provider() {
    return new ReferenceEngineProvider();
  }
}
