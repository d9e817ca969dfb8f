package dev.imagespace.model.hub;

import dev.imagespace.model.cache.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of a response, which fails when it makes no progress or its deadline is over: a read of
 * the JDK's HTTP client has no time-out. Used by one reader at a time.
 */
final class TimeoutInputStream extends FilterInputStream {
  /** A slower transfer counts as stalled. */
  private static final long FLOOR_BYTES_PER_SECOND = 1024;

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "imagespace-download-clock");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration window;
  private final Deadline deadline;
  private final AtomicLong moved = new AtomicLong();
  private final ScheduledFuture<?> ticking;
  private volatile boolean givenUp;

  /**
   * Starts to observe a body.
   *
   * @param window in which the body must make progress
   */
  TimeoutInputStream(InputStream body, Duration window, Deadline deadline) {
    super(body);
    this.window = window;
    this.deadline = deadline;
    long millis = Math.max(1, Math.min(window.toMillis(), deadline.remaining().toMillis()));
    ticking = CLOCK.scheduleAtFixedRate(this::check, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void check() {
    long floor = Math.max(1, FLOOR_BYTES_PER_SECOND * window.toMillis() / 1000);
    if (moved.getAndSet(0) < floor || deadline.isOver()) {
      givenUp = true;
      try {
        // Wakes the reader, which gets the end of the stream.
        super.close();
      } catch (IOException alreadyBroken) {
        // The reader gets an exception, too.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = givenUp ? -1 : super.read(bytes, offset, length);
    if (read < 0 && givenUp) {
      throw new IOException(
          deadline.isOver() ? "its time is over" : "it hardly moved for " + window);
    }
    moved.addAndGet(Math.max(read, 0));
    return read;
  }

  @Override
  public void close() throws IOException {
    ticking.cancel(false);
    super.close();
  }
}
