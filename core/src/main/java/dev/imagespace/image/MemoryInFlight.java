package dev.imagespace.image;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What all pictures being loaded may allocate together; first come, first served. Thread-safe. */
final class MemoryInFlight {
  private static final int UNIT = 1 << 10;

  private final long maxBytes;
  private final int maxUnits;
  private final Semaphore units;

  MemoryInFlight(long maxBytes) {
    this.maxBytes = maxBytes;
    maxUnits = units(maxBytes);
    units = new Semaphore(maxUnits, true);
  }

  Share share() {
    return new Share();
  }

  private static int units(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, bytes / UNIT + 1);
  }

  /** Of one picture, given back when closed. */
  final class Share implements AutoCloseable {
    private final AtomicInteger held = new AtomicInteger();

    private Share() {}

    /** Waits until this share may be of so many bytes; it never shrinks. */
    void growTo(long bytes, long waitNanos, String name) {
      int wanted = units(bytes);
      if (wanted > maxUnits) {
        throw new ImageRejectedException(
            "%s: needs about %d bytes to be decoded; all pictures together may take %d. Raise 'imagespace.image.max-memory' to accept it."
                .formatted(name, bytes, maxBytes));
      }
      int more = wanted - held.get();
      if (more > 0) {
        acquire(more, waitNanos, name);
      }
    }

    /** Whether this share is of so many bytes, without waiting for them. */
    boolean growAtOnce(long bytes) throws InterruptedException {
      int more = units(bytes) - held.get();
      if (more > 0) {
        if (!units.tryAcquire(more, 0, TimeUnit.NANOSECONDS)) {
          return false;
        }
        held.addAndGet(more);
      }
      return true;
    }

    private void acquire(int more, long waitNanos, String name) {
      try {
        if (!units.tryAcquire(more, waitNanos, TimeUnit.NANOSECONDS)) {
          throw new ImageRejectedException(
              "%s: other pictures take the %d bytes that all may take together, for longer than 'imagespace.image.deadline'. Raise 'imagespace.image.max-memory', or load fewer at a time."
                  .formatted(name, maxBytes));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ImageRejectedException(name + ": interrupted.", e);
      }
      held.addAndGet(more);
    }

    @Override
    public void close() {
      units.release(held.getAndSet(0));
    }
  }
}
