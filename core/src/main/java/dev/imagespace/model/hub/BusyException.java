package dev.imagespace.model.hub;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server that is in trouble, or asks to come back later. */
final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never serialized: it does not leave the package.
  private final @Nullable Duration retryAfter;

  BusyException(int status, @Nullable Duration retryAfter) {
    super("HTTP status " + status);
    this.retryAfter = retryAfter;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
