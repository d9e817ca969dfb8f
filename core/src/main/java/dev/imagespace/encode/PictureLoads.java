package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageLoad;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.load.ImageLoader;
import dev.imagespace.image.load.Processors;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sources to pixels, side by side for each call. A call waits for nobody else's load: it has a
 * thread for each of its own, as many as its share of all is, and one at least. The loader sees to
 * it that no more decode than there are processors. Thread-safe.
 */
final class PictureLoads implements AutoCloseable {

  /** Shared out among the calls that there are. */
  private static final int ALL_HERE = 32;

  private static final int ALL_REMOTE = 256;

  /** Sources from elsewhere that a call loads at a time. */
  static final int MOST_REMOTE = 16;

  private final ImageLoader loader;
  private final ImagePreprocessor preprocessor;
  private final Consumer<ImageLoad> listener;
  private final ExecutorService threads = DaemonThreads.waiting("imagespace-loader");
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Loads nothing yet.
   *
   * @param listener throws nothing; null for none
   */
  PictureLoads(
      ImageLoader loader, ImagePreprocessor preprocessor, @Nullable ImageSpaceListener listener) {
    this.loader = loader;
    this.preprocessor = preprocessor;
    this.listener = listener == null ? load -> {} : listener::imageLoaded;
  }

  /**
   * Begins a call.
   *
   * @param mostHere sources from this machine that it loads at a time
   * @param caller on whose behalf
   * @param thread runs on the caller's thread what it is given
   * @param arrived takes the pixels of each source there, or why there are none
   */
  CallLoads begin(
      int mostHere,
      Processors.Caller caller,
      Executor thread,
      BiConsumer<ImageSource, Outcome<float[]>> arrived) {
    calls.incrementAndGet();
    return new CallLoads(
        source -> load(source, caller),
        threads,
        () -> share(mostHere, ALL_HERE),
        () -> share(MOST_REMOTE, ALL_REMOTE),
        calls::decrementAndGet,
        thread,
        arrived);
  }

  private int share(int most, int all) {
    return Math.max(1, Math.min(most, all / Math.max(1, calls.get())));
  }

  private Outcome<float[]> load(ImageSource source, Processors.Caller caller) {
    try {
      return Outcome.of(loader.load(source, preprocessor, caller, listener));
    } catch (ImageRejectedException e) {
      requireGoingOn(e);
      return Outcome.rejected(e);
    }
  }

  /** A picture that was given up because the caller or the model ends is not a bad one. */
  private void requireGoingOn(ImageRejectedException cause) {
    if (closed) {
      throw closed(cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw cancelled(cause);
    }
  }

  static IllegalStateException closed(Exception cause) {
    return new IllegalStateException("The model is closed", cause);
  }

  static CancellationException cancelled(Exception cause) {
    return BatchCall.cancelled("Interrupted while pictures were loaded", cause);
  }

  @Override
  public void close() {
    closed = true;
    loader.close();
    threads.shutdownNow();
  }
}
