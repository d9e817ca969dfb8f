package dev.imagespace.testing.reference;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.ImageFamiliesContract;

class ReferenceImageFamiliesTests extends ImageFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new ReferenceEngineProvider();
  }
}
