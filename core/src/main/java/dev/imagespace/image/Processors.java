package dev.imagespace.image;

import java.util.concurrent.Semaphore;

/**
 * The processors of the machine, held by whoever computes: decoders, and networks, which know how
 * many they take. So what computes at a time is not more than the machine can carry. First come,
 * first served. Thread-safe.
 */
public final class Processors {
  private final int number;
  private final Permits permits;

  /**
   * All of them free.
   *
   * @param number at least 1
   */
  public Processors(int number) {
    this.number = number;
    this.permits = new Permits(number);
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

  /** How many nobody holds; negative where more were taken at once than there were. */
  public int free() {
    return permits.availablePermits();
  }

  /** Whether anybody waits for one, by an estimate. */
  public boolean areWaitedFor() {
    return permits.hasQueuedThreads();
  }

  /** Waits for one. */
  public void take() throws InterruptedException {
    permits.acquire();
  }

  /** Waits for so many, interrupted or not. */
  public void take(int some) {
    permits.acquireUninterruptibly(some);
  }

  /** Takes so many whether they are free or not; who comes later waits the longer. */
  public void takeAtOnce(int some) {
    permits.reducePermits(some);
  }

  public void giveBack(int some) {
    permits.release(some);
  }

  /** Opens what a semaphore has for its heirs alone. */
  private static final class Permits extends Semaphore {
    private static final long serialVersionUID = 1;

    Permits(int number) {
      super(number, true);
    }

    @Override
    public void reducePermits(int reduction) {
      super.reducePermits(reduction);
    }
  }
}
