package dev.imagespace.image.load;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Decoders for which nobody waits any more. One that is past its deadline, and had time to notice,
 * counts as stuck for as long as it runs. Thread-safe.
 */
final class StuckDecoders {
  /** For a decoder to notice that it was stopped. */
  static final Duration GRACE = Duration.ofMillis(500);

  /** Who has not ended after so long a time will not end. */
  private static final Duration HOPELESS = Duration.ofMinutes(1);

  private final int most;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final List<Left> left = new ArrayList<>();

  /** A decoder left alone, and when it counts as stuck. */
  private record Left(CompletableFuture<?> running, long due) {}

  StuckDecoders(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
  }

  int count() {
    return countSince(Duration.ZERO);
  }

  /** Leaves a decoder alone, which may still be within its time; returns how many are stuck. */
  int leave(CompletableFuture<?> running, Countdown deadline) {
    long due = deadline.nanosLeft() + GRACE.toNanos();
    Left alone = new Left(running, nanoTime.getAsLong() + due);
    lock.lock();
    try {
      left.add(alone);
    } finally {
      lock.unlock();
    }
    var unused = running.whenComplete((image, failure) -> end(alone));
    return count();
  }

  /** Waits until fewer are stuck than there may be. */
  void awaitFew(long waitNanos, String name) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = waitNanos;
      while (count() >= most && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
      if (count() >= most) {
        throw new ImageRejectedException(
            ImageRejectedException.Reason.BUSY,
            "%s: not decoded, since %d decoders are past their deadline and have not ended; 'imagespace.image.max-stuck-decoders' is %d.%s"
                .formatted(name, count(), most, advice()));
      }
    } finally {
      lock.unlock();
    }
  }

  private String advice() {
    return countSince(HOPELESS) < most
        ? " Try again later."
        : " They will not end: restart the application.";
  }

  private int countSince(Duration age) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      return (int) left.stream().filter(each -> now - each.due >= age.toNanos()).count();
    } finally {
      lock.unlock();
    }
  }

  private void end(Left alone) {
    lock.lock();
    try {
      left.remove(alone);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
