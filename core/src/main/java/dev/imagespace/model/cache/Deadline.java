package dev.imagespace.model.cache;

import java.time.Duration;

/**
 * A moment after which nobody waits any more. Immutable.
 *
 * @param nanos of {@link System#nanoTime}
 * @param limit that was set, for messages
 */
public record Deadline(long nanos, Duration limit) {
  private static final Duration NEVER = Duration.ofDays(365);

  public static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos(), limit);
  }

  public static Deadline never() {
    return in(NEVER);
  }

  /** At least a millisecond: a time-out of nothing is no time-out for the JDK. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(nanos - System.nanoTime(), 1_000_000));
  }

  public boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }
}
