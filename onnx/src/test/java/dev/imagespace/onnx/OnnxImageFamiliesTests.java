package dev.imagespace.onnx;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.ImageFamiliesContract;

class OnnxImageFamiliesTests extends ImageFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new OnnxEngineProvider();
  }
}
