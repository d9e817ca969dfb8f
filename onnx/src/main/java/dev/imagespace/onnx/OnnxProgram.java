package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One network, recorded and loaded at its first run. Thread-safe: runs go side by side, a release
 * waits for them.
 */
final class OnnxProgram implements Program {
  private final Function<Batch, OnnxSession> loader;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private volatile @Nullable OnnxSession session;

  /**
   * A network that is not loaded yet.
   *
   * @param loader loads it, for batches of these inputs
   */
  OnnxProgram(Function<Batch, OnnxSession> loader) {
    this.loader = loader;
  }

  @Override
  public float[] run(Batch batch) {
    life.readLock().lock();
    try {
      OnnxSession loaded = session;
      return (loaded == null ? load(batch) : loaded).run(batch);
    } finally {
      life.readLock().unlock();
    }
  }

  private synchronized OnnxSession load(Batch batch) {
    OnnxSession loaded = session;
    if (loaded == null) {
      loaded = loader.apply(batch);
      session = loaded;
    }
    return loaded;
  }

  @Override
  public boolean isLoaded() {
    return session != null;
  }

  @Override
  public void release() {
    life.writeLock().lock();
    try {
      OnnxSession loaded = session;
      session = null;
      if (loaded != null) {
        loaded.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
