package dev.imagespace.model.cache;

import java.time.Duration;

/**
 * The moment at which a wait ends. Immutable.
 *
 * @param nanos by {@link System#nanoTime}
 * @param limit the duration that was set, for messages
 */
public record Deadline(long nanos, Duration limit) {
  private static final Duration NEVER = Duration.ofDays(365);

  public static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos(), limit);
  }

  public static Deadline never() {
    return in(NEVER);
  }

  /** The remaining time, at least one millisecond: the JDK refuses a time-out of zero. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(nanos - System.nanoTime(), 1_000_000));
  }

  public boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }
}
