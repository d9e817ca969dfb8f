package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.LazyProgram;
import dev.imagespace.tensor.Program;

/**
 * A network with two sessions: ONNX Runtime fixes the threads of a session when it is opened, so
 * there is one for runs on all processors, and one for runs on one. Thread-safe.
 */
record OnnxProgram(LazyProgram onAll, LazyProgram onOne) implements Program {

  @Override
  public float[] run(Batch batch) {
    return onAll.run(batch);
  }

  @Override
  public float[] runOnOneProcessor(Batch batch) {
    return onOne.run(batch);
  }

  @Override
  public boolean isLoaded() {
    return onAll.isLoaded() || onOne.isLoaded();
  }

  /** Both map the same weights; what each rearranges for itself is not told. */
  @Override
  public long weightBytes() {
    return Math.max(onAll.weightBytes(), onOne.weightBytes());
  }

  @Override
  public void release() {
    try {
      onAll.release();
    } finally {
      onOne.release();
    }
  }
}
