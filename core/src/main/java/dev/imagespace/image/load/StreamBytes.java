package dev.imagespace.image.load;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.load.MemoryInFlight.Origin;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the streams that a program opens. Neither an opener nor its stream has to know of a
 * deadline: each is read on a thread of its own, for which nobody waits longer. Thread-safe.
 */
final class StreamBytes {
  /** Reads that nobody waits for and that do not end, before nothing more is opened. */
  private static final int MOST_STUCK = 64;

  private final ImageLimits limits;
  private final Duration deadline;
  private final Set<StreamRead> abandoned = ConcurrentHashMap.newKeySet();

  StreamBytes(ImageLimits limits, Duration deadline) {
    this.limits = limits;
    this.deadline = deadline;
  }

  SourceRead read(ImageSource.Opener opener, String name, Decoding decoding) {
    requireFewStuck(name);
    BoundedRead bounded = new BoundedRead(limits, decoding, Origin.NETWORK, name);
    StreamRead read = new StreamRead(opener, bounded, decoding);
    read.start();
    try {
      return read.read().get(TimeUnit.NANOSECONDS.convert(deadline), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abandon(read);
      throw new ImageRejectedException(
          ImageRejectedException.Reason.TOO_SLOW,
          "%s: not read within %d ms. Raise 'imagespace.image.deadline' to wait longer."
              .formatted(name, deadline.toMillis()),
          e);
    } catch (InterruptedException e) {
      abandon(read);
      throw Interruption.of(e, name);
    } catch (ExecutionException e) {
      throw rejected(name, Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private void abandon(StreamRead read) {
    abandoned.add(read);
    read.stop();
  }

  private void requireFewStuck(String name) {
    abandoned.removeIf(StreamRead::hasEnded);
    if (abandoned.size() >= MOST_STUCK) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.BUSY,
          "%s: not opened, since %d streams are past 'imagespace.image.deadline' and have not ended."
              .formatted(name, abandoned.size()));
    }
  }

  /** The message of another may repeat credentials; as a cause it is for who looks for it. */
  private static ImageRejectedException rejected(String name, Throwable cause) {
    if (cause instanceof ImageRejectedException rejection) {
      return rejection;
    }
    if (cause instanceof OutOfMemoryError error) {
      throw error;
    }
    return new ImageRejectedException(
        ImageRejectedException.Reason.UNREADABLE,
        name + ": cannot be read (" + cause.getClass().getSimpleName() + ").",
        cause);
  }
}
