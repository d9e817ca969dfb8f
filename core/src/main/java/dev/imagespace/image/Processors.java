package dev.imagespace.image;

import java.util.concurrent.Semaphore;

/**
 * A permit for each processor, held by whoever computes: decoders, and networks, which know how
 * many they take. So what computes at a time is never more than the machine can carry. First come,
 * first served. Thread-safe.
 */
public final class Processors extends Semaphore {
  private static final long serialVersionUID = 1;

  private final int number;

  /**
   * All of them free.
   *
   * @param number at least 1
   */
  public Processors(int number) {
    super(number, true);
    this.number = number;
  }

  /**
   * Those of this machine, and no fewer than two: one decoder that does not end must not be the end
   * of all others.
   */
  public static Processors ofThisMachine() {
    return new Processors(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  public int number() {
    return number;
  }

  /** Takes permits whether they are free or not; who comes later waits the longer. */
  public void takeAtOnce(int permits) {
    reducePermits(permits);
  }
}
