package dev.imagespace.encode;

import dev.imagespace.image.ImageLoader;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.preprocess.ImagePreprocessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Sources to pixels: a single one on its caller's thread, several side by side on threads of this.
 * There are many, as a source may be long in coming; the loader sees to it that no more decode than
 * there are processors. Thread-safe.
 */
final class PictureLoads implements AutoCloseable {

  /** What became of a source. */
  sealed interface Loaded {
    record Pixels(float[] values) implements Loaded {}

    record Rejected(ImageRejectedException reason) implements Loaded {}
  }

  private static final int MOST_THREADS = 32;

  private final ImageLoader loader;
  private final ImagePreprocessor preprocessor;
  private final ExecutorService threads;
  private volatile boolean closed;

  PictureLoads(ImageLoader loader, ImagePreprocessor preprocessor) {
    this.loader = loader;
    this.preprocessor = preprocessor;
    this.threads = DaemonThreads.waiting("imagespace-loader", MOST_THREADS);
  }

  /**
   * What became of each, in order.
   *
   * @throws CancellationException if the caller is interrupted
   * @throws IllegalStateException if closed
   */
  List<Loaded> load(List<ImageSource> sources) {
    if (sources.size() == 1) {
      return List.of(load(sources.get(0)));
    }
    List<Callable<Loaded>> loads = new ArrayList<>();
    sources.forEach(source -> loads.add(() -> load(source)));
    try {
      List<Loaded> loaded = new ArrayList<>();
      for (Future<Loaded> each : threads.invokeAll(loads)) {
        loaded.add(each.get());
      }
      return loaded;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(e);
    } catch (RejectedExecutionException e) {
      throw closed(e);
    } catch (ExecutionException e) {
      throw MicroBatcher.told(e);
    }
  }

  private Loaded load(ImageSource source) {
    try {
      return new Loaded.Pixels(loader.load(source, preprocessor));
    } catch (ImageRejectedException e) {
      requireGoingOn(e);
      return new Loaded.Rejected(e);
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

  private static IllegalStateException closed(Exception cause) {
    return new IllegalStateException("The model is closed", cause);
  }

  private static CancellationException cancelled(Exception cause) {
    return MicroBatcher.cancelled("Interrupted while pictures were loaded", cause);
  }

  @Override
  public void close() {
    closed = true;
    loader.close();
    threads.shutdown();
  }
}
