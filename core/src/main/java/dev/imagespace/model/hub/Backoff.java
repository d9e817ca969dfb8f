package dev.imagespace.model.hub;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with jitter, unless the server sends Retry-After. Immutable.
 *
 * @param first pause
 * @param longest pause
 * @param attempts limit of consecutive failures without progress
 */
record Backoff(Duration first, Duration longest, int attempts) {
  static final Backoff PATIENT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(20), 6);

  Duration pause(int failures, IOException cause) {
    if (cause instanceof ServerBusyException busy && busy.retryAfter() != null) {
      return busy.retryAfter();
    }
    long doubled = first.toMillis() << Math.min(failures - 1, 20);
    long limit = Math.max(Math.min(doubled, longest.toMillis()), 1);
    return Duration.ofMillis(limit / 2 + ThreadLocalRandom.current().nextLong(limit / 2 + 1));
  }
}
