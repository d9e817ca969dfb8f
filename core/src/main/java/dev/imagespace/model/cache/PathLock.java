package dev.imagespace.model.cache;

import dev.imagespace.model.ModelCacheException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One holder at a time: among the threads of this JVM by a lock of its own, among processes and
 * machines by the file system's lock, which ends with its holder, however that ends; where the file
 * system has none, by a {@link Lease}.
 */
public final class PathLock {
  private static final Logger log = LoggerFactory.getLogger(PathLock.class);
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private static final AtomicBoolean TOLD_OF_LEASES = new AtomicBoolean();
  private static final Duration POLL = Duration.ofMillis(100);

  private PathLock() {}

  /** What is held until it is closed. */
  public interface Holding extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs while holding the lock; waiting for it can be interrupted.
   *
   * @throws ModelCacheException where the lock is not free before the deadline
   */
  public static <T> T holding(Path file, Deadline deadline, Supplier<T> work) {
    ReentrantLock threads =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    try {
      if (!threads.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(file, "another thread", deadline);
      }
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
    try (LockFile lockFile = LockFile.open(file);
        Holding holding = await(lockFile, file, deadline)) {
      log.trace("Holding {}", holding);
      return work.get();
    } finally {
      threads.unlock();
    }
  }

  private static Holding await(LockFile lockFile, Path file, Deadline deadline) {
    boolean told = false;
    for (Holding held = attempt(lockFile, file); ; held = attempt(lockFile, file)) {
      if (held != null) {
        return held;
      }
      if (deadline.isOver()) {
        throw busy(file, lockFile.owner(), deadline);
      }
      if (!told) {
        log.info("Waiting for {}, which fetches the same file (lock {})", lockFile.owner(), file);
        told = true;
      }
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        throw Interruption.of(e);
      }
    }
  }

  private static @Nullable Holding attempt(LockFile lockFile, Path file) {
    try {
      return lockFile.tryHold();
    } catch (IOException noLocks) {
      if (TOLD_OF_LEASES.compareAndSet(false, true)) {
        log.warn(
            "The file system of {} has no locks ({}): leases that are renewed every few seconds take their place",
            file,
            noLocks.getMessage());
      }
      return Lease.tryTake(file.resolveSibling(file.getFileName() + ".lease"));
    }
  }

  private static ModelCacheException busy(Path file, String owner, Deadline deadline) {
    return new ModelCacheException(
        "The lock %s is held by %s for longer than %s ('imagespace.hub.start-timeout'). Wait until it has fetched the model, or end it."
            .formatted(file, owner, deadline.limit()));
  }
}
