package dev.imagespace.encode.batch;

import dev.imagespace.image.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that take batches out of the queues of both towers, and run them. A native library may
 * keep a team of threads for each thread that calls it, and with more of them than processors it
 * puts them to sleep after each of a pass's thousand steps; hence few threads, and always the same:
 * as many as run side by side, and one more, so that neither tower waits for the other. Daemons,
 * which end when they are not needed for a while. Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Workers.class);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Of all that the queues hold. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition work = lock.newCondition();
  private final Parallelism parallelism;
  private final Processors processors;
  private final ThreadFactory threads;
  private final List<BatchQueue<?>> queues = new ArrayList<>();
  private int alive;
  private int idle;
  private boolean closed;

  public Workers(Parallelism parallelism, Processors processors, ThreadFactory threads) {
    this.parallelism = parallelism;
    this.processors = processors;
    this.threads = threads;
  }

  ReentrantLock lock() {
    return lock;
  }

  public Parallelism parallelism() {
    return parallelism;
  }

  public Processors processors() {
    return processors;
  }

  /** Its batches are taken, too. */
  void serve(BatchQueue<?> queue) {
    locked(() -> queues.add(queue));
  }

  void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Sees to it that somebody looks into the queues. The lock is held. */
  void summon() {
    if (idle > 0) {
      work.signal();
    } else if (alive <= parallelism.most()) {
      start();
    }
  }

  private void start() {
    alive++;
    try {
      threads.newThread(this::workUntilIdle).start();
    } catch (RuntimeException | Error e) {
      alive--;
      if (alive == 0) {
        throw e;
      }
      log.warn("No further thread for a network could be started; those that there are go on", e);
    }
  }

  /** A batch that has begun. */
  interface Run {
    /** Without the lock; throws nothing. */
    void compute();

    /** Under the lock: so whoever is told finds this thread free. */
    void end();
  }

  private void workUntilIdle() {
    Run run = null;
    do {
      try {
        run = next(run);
        if (run != null) {
          run.compute();
        }
      } catch (RuntimeException | Error e) {
        // Those who waited for the batch were told; whoever comes next needs a worker.
        log.error("A worker goes on after a failure that is not of a network", e);
      }
    } while (run != null);
  }

  /** Ends a run and begins the next one; none for the end of this thread. */
  private @Nullable Run next(@Nullable Run ended) {
    lock.lock();
    try {
      if (ended != null) {
        ended.end();
      }
      Run run = awaitRun();
      if (run == null) {
        alive--;
      } else if (queues.stream().anyMatch(BatchQueue::wantsRun)) {
        summon();
      }
      return run;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Run awaitRun() {
    idle++;
    try {
      Run run = begin();
      long left = IDLE_NANOS;
      while (run == null && left > 0 && !closed) {
        left = work.awaitNanos(left);
        run = begin();
      }
      return run;
    } catch (InterruptedException e) {
      // Nobody of ours does that, and callers are not to wait for it.
      return begin();
    } finally {
      idle--;
    }
  }

  private @Nullable Run begin() {
    for (BatchQueue<?> queue : queues) {
      if (queue.wantsRun()) {
        return queue.begin();
      }
    }
    return null;
  }

  /** Lets the threads end, when nothing waits any more. */
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          work.signalAll();
        });
  }
}
