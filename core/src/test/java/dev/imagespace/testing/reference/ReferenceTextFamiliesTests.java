package dev.imagespace.testing.reference;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.TextFamiliesContract;

/** The text towers of OpenCLIP's families on the engine of core's tests. */
class ReferenceTextFamiliesTests extends TextFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new ReferenceEngineProvider();
  }
}
