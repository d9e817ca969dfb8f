package dev.imagespace.bounds;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A time that is running out. Thread-safe. */
public final class Countdown {
  private final long limit;
  private volatile long end;

  /** What is left while it stands still; negative while it runs out. */
  private volatile long standing = -1;

  public Countdown(Duration limit) {
    // Saturates: a limit of centuries is none.
    this.limit = TimeUnit.NANOSECONDS.convert(limit);
    restart();
  }

  public void restart() {
    end = System.nanoTime() + limit;
  }

  /** Stands still from now on: whoever has it waits for others. */
  public void suspend() {
    standing = Math.max(0, nanosLeft());
  }

  public void resume() {
    end = System.nanoTime() + Math.max(0, standing);
    standing = -1;
  }

  public long nanosLeft() {
    long still = standing;
    return still >= 0 ? still : end - System.nanoTime();
  }

  public boolean hasPassed() {
    return nanosLeft() <= 0;
  }

  /**
   * At most {@code most}, in milliseconds as sockets take it: zero would wait for ever. Rounded up,
   * so that who waited for so long finds that it has passed.
   */
  public int millis(Duration most) {
    long nanos = Math.min(nanosLeft(), TimeUnit.NANOSECONDS.convert(most));
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
  }
}
