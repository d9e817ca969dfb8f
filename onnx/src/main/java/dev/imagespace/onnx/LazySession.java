package dev.imagespace.onnx;

import dev.imagespace.tensor.Batch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A session that is opened at its first run. Thread-safe; not closed while it runs. */
final class LazySession {
  private final Function<Batch, OnnxSession> loader;
  private volatile @Nullable OnnxSession session;

  /**
   * Not open yet.
   *
   * @param loader opens it, for batches of these inputs
   */
  LazySession(Function<Batch, OnnxSession> loader) {
    this.loader = loader;
  }

  float[] run(Batch batch) {
    OnnxSession open = session;
    return (open == null ? open(batch) : open).run(batch);
  }

  private synchronized OnnxSession open(Batch batch) {
    OnnxSession open = session;
    if (open == null) {
      open = loader.apply(batch);
      session = open;
    }
    return open;
  }

  boolean isOpen() {
    return session != null;
  }

  synchronized void close() {
    OnnxSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
