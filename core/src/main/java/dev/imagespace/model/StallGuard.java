package dev.imagespace.model;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes a stream that hardly moves, or moves beyond a deadline: a read of the JDK's client has no
 * time-out of its own. Thread-safe.
 */
final class StallGuard implements AutoCloseable {
  /** Slower than this is no transfer that anybody waits for. */
  private static final long FLOOR_BYTES_PER_SECOND = 1024;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "imagespace-download-clock");
            thread.setDaemon(true);
            return thread;
          });

  private final InputStream body;
  private final long floor;
  private final Deadline deadline;
  private final AtomicLong moved = new AtomicLong();
  private volatile boolean stalled;

  private StallGuard(InputStream body, Duration window, Deadline deadline) {
    this.body = body;
    this.floor = Math.max(1, FLOOR_BYTES_PER_SECOND * window.toMillis() / 1000);
    this.deadline = deadline;
  }

  private @org.jspecify.annotations.Nullable ScheduledFuture<?> ticking;

  static StallGuard watch(InputStream body, Duration window, Deadline deadline) {
    StallGuard guard = new StallGuard(body, window, deadline);
    long millis = Math.max(1, Math.min(window.toMillis(), deadline.remaining().toMillis()));
    guard.ticking = CLOCK.scheduleAtFixedRate(guard::check, millis, millis, TimeUnit.MILLISECONDS);
    return guard;
  }

  void moved(int bytes) {
    moved.addAndGet(bytes);
  }

  boolean isStalled() {
    return stalled;
  }

  private void check() {
    if (moved.getAndSet(0) < floor || deadline.isOver()) {
      stalled = true;
      try {
        body.close();
      } catch (IOException e) {
        // The reader finds the end.
      }
    }
  }

  @Override
  public void close() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }
}
