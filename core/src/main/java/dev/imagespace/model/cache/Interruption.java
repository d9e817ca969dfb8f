package dev.imagespace.model.cache;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** How a download that waits hears of an interrupt. */
public final class Interruption {
  private Interruption() {}

  /** Sets the thread's interrupt flag again, for its owner, and returns what to throw. */
  public static CancellationException of(Throwable cause) {
    Thread.currentThread().interrupt();
    CancellationException cancelled =
        new CancellationException("Interrupted while a model was downloaded");
    cancelled.initCause(cause);
    return cancelled;
  }

  /**
   * Waits.
   *
   * @throws CancellationException where the thread is interrupted
   */
  public static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw of(e);
    }
  }
}
