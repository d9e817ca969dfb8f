package dev.imagespace.langchain4j.collection.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one stage of a run hands to the next: bounded, so that memory is. Thread-safe. */
final class Handover<T> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<T> waiting = new ArrayDeque<>();
  private final int room;
  private boolean ended;
  private boolean stopped;

  Handover(int room) {
    this.room = room;
  }

  /** Waits for room; false where nobody takes it any more. */
  boolean put(T one) {
    lock.lock();
    try {
      while (!stopped && waiting.size() >= room) {
        await(Long.MAX_VALUE);
      }
      waiting.add(one);
      changed.signalAll();
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /** The next; null behind the last. */
  @Nullable T take() {
    List<T> one = take(1, Duration.ZERO);
    return one.isEmpty() ? null : one.get(0);
  }

  /** At least one and at most so many, for which it waits so long at most; none behind the last. */
  List<T> take(int most, Duration patience) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ended && !stopped) {
        await(Long.MAX_VALUE);
      }
      long end = System.nanoTime() + patience.toNanos();
      while (waiting.size() < most && !ended && !stopped && end - System.nanoTime() > 0) {
        await(end - System.nanoTime());
      }
      List<T> taken = new ArrayList<>();
      while (!stopped && taken.size() < most && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** There is nothing behind what is there. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any longer, and what is there is lost. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whoever calls this looks anew, in a loop. */
  @SuppressWarnings("WaitNotInLoop")
  private void await(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while items are ingested");
    }
  }
}
