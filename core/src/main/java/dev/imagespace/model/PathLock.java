package dev.imagespace.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One holder at a time: among the threads of this JVM by a lock of its own, among processes and
 * machines by the file system's lock, which ends with its holder, however that ends.
 */
final class PathLock {
  private static final Logger log = LoggerFactory.getLogger(PathLock.class);
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private PathLock() {}

  /** Runs while holding the lock; waits for it as long as it takes, and can be interrupted. */
  static <T> T holding(Path file, Supplier<T> work) {
    ReentrantLock threads =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    try {
      threads.lockInterruptibly();
    } catch (InterruptedException e) {
      throw HubRequests.interrupted(e);
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, file)) {
      log.debug("Holding {}", lock);
      return work.get();
    } catch (IOException e) {
      throw new ModelCacheException(
          "The lock %s could not be taken (%s). The file system of the cache must know locks: set 'imagespace.model-cache-dir' to one that does."
              .formatted(file, e.getMessage()),
          e);
    } finally {
      threads.unlock();
    }
  }

  private static FileLock lock(FileChannel channel, Path file) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    log.info("Waiting for another process that fetches the same file (lock {})", file);
    return channel.lock();
  }
}
