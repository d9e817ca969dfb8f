package dev.imagespace.model.cache;

import dev.imagespace.model.ModelCacheException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks one blob, among the threads of this JVM, and among processes and machines by locks of the
 * file system, which end with their holder. Where the file system has no locks, it excludes threads
 * only, and a second process downloads the same file. The thread that acquires the lock closes it.
 */
final class BlobLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BlobLock.class);
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private static final AtomicBoolean WARNED = new AtomicBoolean();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MAX_NOTE_BYTES = 200;

  /**
   * Locks a file: {@link FileChannel#tryLock()}, unless a test simulates a file system without
   * locks.
   */
  @FunctionalInterface
  interface Locking {
    /**
     * The lock, or null where another process has it.
     *
     * @throws IOException where the file system has no locks
     */
    @Nullable FileLock tryLock(FileChannel channel) throws IOException;
  }

  private final ReentrantLock thread;
  private final FileChannel channel;
  private @Nullable FileLock lock;
  private @Nullable Flock flock;

  private BlobLock(ReentrantLock thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for the lock; an interrupt ends the wait.
   *
   * @throws ModelCacheException where the lock is not free before the deadline
   */
  static BlobLock acquire(Path file, Deadline deadline, Locking locking) {
    BlobLock lock = open(file, deadline);
    try {
      lock.await(file, deadline, locking);
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Locks among threads first: closing the file would release the lock of another thread of this
   * process. Follows no link, which in a shared directory may be another user's.
   */
  private static BlobLock open(Path file, Deadline deadline) {
    ReentrantLock thread = lockedForThreads(file, deadline);
    try {
      return new BlobLock(
          thread,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      thread.unlock();
      throw CacheWriter.notWritable(file, e);
    }
  }

  private static ReentrantLock lockedForThreads(Path file, Deadline deadline) {
    ReentrantLock thread =
        THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    try {
      if (!thread.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(file, "another thread", deadline);
      }
      return thread;
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    }
  }

  /**
   * Keeps the file open while it waits, as another class loader of this process may hold the lock.
   */
  private void await(Path file, Deadline deadline, Locking locking) {
    for (boolean told = false; !tryHold(file, locking); told = true) {
      if (deadline.isOver()) {
        throw busy(file, owner(), deadline);
      }
      if (!told) {
        log.info("Waiting for {}, which fetches the same file (lock {})", owner(), file);
      }
      Interruption.sleep(POLL);
    }
  }

  private boolean tryHold(Path file, Locking locking) {
    try {
      lock = locking.tryLock(channel);
      if (lock == null) {
        return false;
      }
      flock = Flock.tryHold(file);
      if (flock == null) {
        lock.release();
        return false;
      }
      note(me());
      return true;
    } catch (OverlappingFileLockException anotherClassLoader) {
      return false;
    } catch (IOException noLocks) {
      if (WARNED.compareAndSet(false, true)) {
        log.warn(
            "The file system of {} has no locks ({}): processes that start at once may each download the same file",
            file,
            noLocks.getMessage());
      }
      return true;
    }
  }

  /** Whether no other process holds it; false where the file system has no locks. */
  boolean isExclusive() {
    return lock != null && lock.isValid();
  }

  private void note(String owner) {
    try {
      channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      log.debug("The owner of a lock could not be noted", e);
    }
  }

  /** Takes the host name from variables, as a look-up may send a request to a name server. */
  private static String me() {
    Map<String, String> environment = System.getenv();
    String host = environment.getOrDefault("HOSTNAME", environment.get("COMPUTERNAME"));
    return "process %d%s since %s"
        .formatted(
            ProcessHandle.current().pid(),
            host == null ? "" : " on " + host,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The holder by its own note; other tools write none. */
  private String owner() {
    try {
      ByteBuffer note = ByteBuffer.allocate(MAX_NOTE_BYTES);
      channel.read(note, 0);
      String owner = new String(note.array(), 0, note.position(), StandardCharsets.UTF_8);
      return owner.startsWith("process ") ? owner : "another process";
    } catch (IOException lockedForReaders) {
      return "another process";
    }
  }

  private static ModelCacheException busy(Path file, String owner, Deadline deadline) {
    return new ModelCacheException(
        "The lock %s is held by %s for longer than %s ('imagespace.hub.start-timeout'). Wait until it has fetched the model, or end it."
            .formatted(file, owner, deadline.limit()));
  }

  @Override
  public void close() {
    try {
      if (isExclusive()) {
        note("");
      }
      if (flock != null) {
        flock.close();
      }
      channel.close();
    } catch (IOException e) {
      log.debug("A lock file could not be closed", e);
    } finally {
      thread.unlock();
    }
  }
}
