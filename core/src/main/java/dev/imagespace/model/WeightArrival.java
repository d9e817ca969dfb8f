package dev.imagespace.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Weights that are fetched by one thread in the background, while who needs them waits. A failure
 * is told to all who wait; who comes later tries again. Thread-safe.
 */
final class WeightArrival implements ArrivingFiles {
  private final Map<Path, Header> headers;
  private final Runnable fetch;
  private @Nullable FutureTask<?> running;
  private boolean closed;

  WeightArrival(Map<Path, Header> headers, Runnable fetch) {
    this.headers = headers;
    this.fetch = fetch;
  }

  @Override
  public @Nullable Header header(Path file) {
    return Files.isRegularFile(file) ? null : headers.get(file);
  }

  /** Starts the download, and waits for nothing. */
  void begin() {
    var unused = current();
  }

  /** The download: started where it does not run and has not ended well. */
  private synchronized FutureTask<?> current() {
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    FutureTask<?> current = running;
    if (current == null || (current.isDone() && !succeeded(current))) {
      current = new FutureTask<>(fetch, null);
      running = current;
      Thread thread = new Thread(current, "imagespace-weights");
      thread.setDaemon(true);
      thread.start();
    }
    return current;
  }

  @Override
  public void await() {
    try {
      current().get();
    } catch (InterruptedException e) {
      throw HubRequests.interrupted(e);
    } catch (CancellationException e) {
      throw new IllegalStateException("The model is closed", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static boolean succeeded(FutureTask<?> ended) {
    try {
      ended.get();
      return true;
    } catch (InterruptedException e) {
      throw HubRequests.interrupted(e);
    } catch (ExecutionException | CancellationException e) {
      return false;
    }
  }

  /** Breaks the download off; the next run goes on from there. */
  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      running.cancel(true);
    }
  }
}
