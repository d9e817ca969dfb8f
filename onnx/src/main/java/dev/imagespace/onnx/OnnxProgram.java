package dev.imagespace.onnx;

import dev.imagespace.process.NativeHeap;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * One network, recorded and loaded at its first run. ONNX Runtime fixes the threads of a session
 * when it is opened; hence one for runs on all processors, and one for runs on one. Thread-safe:
 * runs go side by side, a release waits for them.
 */
final class OnnxProgram implements Program {
  private final LazySession onAll;
  private final LazySession onOne;
  private final ReadWriteLock life = new ReentrantReadWriteLock();

  /**
   * A network that is not loaded yet.
   *
   * @param onOne may be the same
   */
  OnnxProgram(LazySession onAll, LazySession onOne) {
    this.onAll = onAll;
    this.onOne = onOne;
  }

  @Override
  public float[] run(Batch batch) {
    return unreleased(() -> onAll.run(batch));
  }

  @Override
  public float[] runOnOneProcessor(Batch batch) {
    return unreleased(() -> onOne.run(batch));
  }

  private float[] unreleased(Supplier<float[]> run) {
    life.readLock().lock();
    try {
      return run.get();
    } finally {
      life.readLock().unlock();
    }
  }

  @Override
  public boolean isLoaded() {
    return onAll.isOpen() || onOne.isOpen();
  }

  @Override
  public void release() {
    boolean loaded = isLoaded();
    life.writeLock().lock();
    try {
      onAll.close();
    } finally {
      try {
        onOne.close();
      } finally {
        life.writeLock().unlock();
      }
    }
    if (loaded) {
      NativeHeap.trim();
    }
  }
}
