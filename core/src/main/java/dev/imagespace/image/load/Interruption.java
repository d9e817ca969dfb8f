package dev.imagespace.image.load;

import dev.imagespace.image.ImageRejectedException;

/** Turns the interrupt of a waiting load into a rejection. Stateless. */
final class Interruption {
  private Interruption() {}

  /**
   * Restores the thread's interrupt flag.
   *
   * @return the exception to throw
   */
  static ImageRejectedException of(InterruptedException cause, String name) {
    Thread.currentThread().interrupt();
    return new ImageRejectedException(
        ImageRejectedException.Reason.INTERRUPTED, name + ": interrupted.", cause);
  }
}
