package dev.imagespace.model.cache;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What an interrupted download throws. */
public final class Interruption {
  private Interruption() {}

  /** Interrupts the current thread again, as its owner has to see it, and names the cause. */
  public static CancellationException of(@Nullable Throwable cause) {
    Thread.currentThread().interrupt();
    CancellationException cancelled =
        new CancellationException("Interrupted while a model was downloaded");
    cancelled.initCause(cause);
    return cancelled;
  }
}
