package dev.imagespace.model.hub;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server fails temporarily, or asks to retry later. */
final class ServerBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never serialized: it does not leave the package.
  private final @Nullable Duration retryAfter;

  ServerBusyException(int status, @Nullable Duration retryAfter) {
    super("HTTP status " + status);
    this.retryAfter = retryAfter;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
