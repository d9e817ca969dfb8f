package dev.imagespace.encode;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program whose weights are freed when it was not run for a while; the next run reads them again.
 * While anything runs, nothing is freed. Thread-safe.
 */
final class IdleRelease extends WrappedProgram {
  private static final Logger log = LoggerFactory.getLogger(IdleRelease.class);

  private final String tower;
  private final Duration idle;
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();
  private int running;
  private long lastUse;
  private boolean watched;

  /**
   * The program, or one around it.
   *
   * @param tower for the log
   * @param idle null for never
   */
  static Program of(String tower, Program program, @Nullable Duration idle, Timer timer) {
    return idle == null ? program : new IdleRelease(tower, program, idle, timer);
  }

  private IdleRelease(String tower, Program program, Duration idle, Timer timer) {
    super(program);
    this.tower = tower;
    this.idle = idle;
    this.timer = timer;
  }

  @Override
  float[] around(Batch batch, Supplier<float[]> run) {
    begin();
    try {
      return run.get();
    } finally {
      end();
    }
  }

  private void begin() {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      running--;
      lastUse = timer.nanoTime();
      if (!watched) {
        watched = true;
        timer.after(idle, this::releaseIfIdle);
      }
    } finally {
      lock.unlock();
    }
  }

  /** One look ahead at a time, however many runs there are. */
  private void releaseIfIdle() {
    if (isIdle()) {
      // Without the lock: whoever begins meanwhile waits for the weights alone.
      release();
      log.info("Freed the weights of the {} tower, which was not used for {}", tower, idle);
    }
  }

  private boolean isIdle() {
    lock.lock();
    try {
      Duration left = idle.minusNanos(timer.nanoTime() - lastUse);
      if (running == 0 && (left.isZero() || left.isNegative())) {
        watched = false;
        return true;
      }
      timer.after(running > 0 ? idle : left, this::releaseIfIdle);
      return false;
    } finally {
      lock.unlock();
    }
  }
}
