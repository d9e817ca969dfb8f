package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;

/** Opens sessions of one network. Thread-safe. */
interface SessionLoader {

  /**
   * A session of its own.
   *
   * @param sample names and shapes of the inputs
   */
  OnnxSession load(Batch sample, SessionSettings settings);
}
