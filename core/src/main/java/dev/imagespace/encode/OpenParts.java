package dev.imagespace.encode;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What has been opened, to be closed in the reverse order: each part once, although another does
 * not close. Thread-safe; whoever closes second returns when all is closed.
 */
final class OpenParts implements AutoCloseable {
  private final Deque<Runnable> parts = new ArrayDeque<>();

  synchronized void add(Runnable close) {
    parts.push(close);
  }

  /** Closes all, and throws what the first throws that does not close, with what others throw. */
  @Override
  public synchronized void close() {
    Throwable first = closed(null);
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Closes all because of a failure, which tells what does not close. */
  synchronized void closeAfter(Throwable failure) {
    closed(failure);
  }

  private @Nullable Throwable closed(@Nullable Throwable before) {
    Throwable first = before;
    while (!parts.isEmpty()) {
      try {
        parts.pop().run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }
}
