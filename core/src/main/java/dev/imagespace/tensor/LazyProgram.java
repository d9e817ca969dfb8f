package dev.imagespace.tensor;

import dev.imagespace.process.NativeHeap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A program that loads its network at the first run, and again at the first run after a release.
 * Thread-safe: runs go side by side, a release waits for them.
 */
public final class LazyProgram implements Program, AutoCloseable {
  private final Function<Batch, LoadedNetwork> loader;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private volatile @Nullable LoadedNetwork loaded;
  private boolean closed;

  /**
   * A program that has loaded nothing yet.
   *
   * @param loader loads the network, given the first batch that it is to run, of which it may use
   *     the names and shapes; called by one thread at a time, and again after it has thrown
   */
  public LazyProgram(Function<Batch, LoadedNetwork> loader) {
    this.loader = loader;
  }

  @Override
  public float[] run(Batch batch) {
    life.readLock().lock();
    try {
      LoadedNetwork network = loaded;
      return (network == null ? load(batch) : network).run(batch);
    } finally {
      life.readLock().unlock();
    }
  }

  private synchronized LoadedNetwork load(Batch batch) {
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    LoadedNetwork network = loaded;
    if (network == null) {
      network = loader.apply(batch);
      loaded = network;
    }
    return network;
  }

  @Override
  public boolean isLoaded() {
    return loaded != null;
  }

  @Override
  public long weightBytes() {
    LoadedNetwork network = loaded;
    return network == null ? 0 : network.weightBytes();
  }

  @Override
  public void release() {
    life.writeLock().lock();
    try {
      LoadedNetwork network = loaded;
      loaded = null;
      if (network != null) {
        network.close();
        NativeHeap.trim();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  /** Releases the weights for good: a run after this is an {@link IllegalStateException}. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    release();
  }
}
