package dev.imagespace.onnx;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.TextFamiliesContract;

/** The text towers of OpenCLIP's families on ONNX Runtime. */
class OnnxTextFamiliesTests extends TextFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new OnnxEngineProvider();
  }
}
