package dev.imagespace.model.cache;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Turns the interrupt of a waiting download into an unchecked exception. */
public final class Interruption {
  private Interruption() {}

  /**
   * Restores the thread's interrupt flag.
   *
   * @return the exception to throw
   */
  public static CancellationException of(Throwable cause) {
    Thread.currentThread().interrupt();
    CancellationException cancelled =
        new CancellationException("Interrupted while a model was downloaded");
    cancelled.initCause(cause);
    return cancelled;
  }

  /**
   * Pauses the thread.
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
