package dev.imagespace.model.cache;

import dev.imagespace.model.cache.PathLock.Holding;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock for file systems that have none: a file that its holder touches every few seconds. One
 * that nobody touched for a minute, by the clock of the one who looks, belongs to nobody.
 */
final class Lease {
  private static final Logger log = LoggerFactory.getLogger(Lease.class);
  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofMinutes(1);

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "imagespace-lease");
            thread.setDaemon(true);
            return thread;
          });

  private static final ConcurrentHashMap<Path, Sight> SEEN = new ConcurrentHashMap<>();

  /**
   * A lease as it was first seen.
   *
   * @param content that names one holding
   * @param touched by the clock of the file system
   * @param nanos by the clock of who looks
   */
  private record Sight(String content, FileTime touched, long nanos) {
    boolean isOf(Sight other) {
      return content.equals(other.content) && touched.equals(other.touched);
    }
  }

  private Lease() {}

  static @Nullable Holding tryTake(Path file) {
    return tryTake(file, STALE);
  }

  /** The lease, or null where another has it. */
  static @Nullable Holding tryTake(Path file, Duration stale) {
    try {
      Files.writeString(
          file, LockFile.me() + " " + UUID.randomUUID(), StandardOpenOption.CREATE_NEW);
      ScheduledFuture<?> beat =
          CLOCK.scheduleAtFixedRate(
              () -> touch(file), BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
      return () -> release(file, beat);
    } catch (FileAlreadyExistsException held) {
      removeStale(file, stale);
      return null;
    } catch (IOException e) {
      throw ModelCache.notWritable(file, e);
    }
  }

  private static void removeStale(Path file, Duration stale) {
    try {
      Sight now =
          new Sight(
              content(file),
              Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS),
              System.nanoTime());
      Sight first = SEEN.merge(file, now, (known, seen) -> known.isOf(seen) ? known : seen);
      if (now.nanos() - first.nanos() >= stale.toNanos()) {
        SEEN.remove(file);
        log.warn("Lease {} was not renewed for {}: taken from {}", file, stale, now.content());
        Files.deleteIfExists(file);
      }
    } catch (IOException gone) {
      log.debug("A lease ended while it was looked at", gone);
    }
  }

  /** A link is read no more than it is written through. */
  private static String content(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      log.warn("The lease {} could not be renewed: {}", file, e.getMessage());
    }
  }

  private static void release(Path file, ScheduledFuture<?> beat) {
    beat.cancel(false);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("The lease {} could not be given back, and ends by itself", file, e);
    }
  }
}
