package dev.imagespace.image;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A time that is running out. Thread-safe. */
final class Deadline {
  private final long limit;
  private volatile long end;

  /** What is left while it stands still; negative while it runs out. */
  private volatile long standing = -1;

  Deadline(Duration limit) {
    // Saturates: a limit of centuries is none.
    this.limit = TimeUnit.NANOSECONDS.convert(limit);
    restart();
  }

  static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + duration);
    }
  }

  void restart() {
    end = System.nanoTime() + limit;
  }

  /** Stands still from now on: whoever has it waits for others. */
  void suspend() {
    standing = Math.max(0, nanosLeft());
  }

  void resume() {
    end = System.nanoTime() + Math.max(0, standing);
    standing = -1;
  }

  long nanosLeft() {
    long still = standing;
    return still >= 0 ? still : end - System.nanoTime();
  }

  boolean hasPassed() {
    return nanosLeft() <= 0;
  }

  /**
   * At most {@code most}, in milliseconds as sockets take it: zero would wait for ever. Rounded up,
   * so that who waited for so long finds that it has passed.
   */
  int millis(Duration most) {
    long nanos = Math.min(nanosLeft(), TimeUnit.NANOSECONDS.convert(most));
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
  }
}
