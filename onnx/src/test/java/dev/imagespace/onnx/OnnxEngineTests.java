package dev.imagespace.onnx;

import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.EngineContract;

/** ONNX Runtime keeps the contract of every engine. */
class OnnxEngineTests extends EngineContract {

  @Override
  protected EngineProvider provider() {
    return new OnnxEngineProvider();
  }
}
