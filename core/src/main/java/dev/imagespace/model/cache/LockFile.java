package dev.imagespace.model.cache;

import dev.imagespace.model.cache.PathLock.Holding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that the operating system locks, for Java and for Python, with a note of who holds it. It
 * stays open while one waits: to close it would end the lock of whoever else holds it in this
 * process. No link is followed: in a directory that others write to, it would be theirs.
 */
final class LockFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LockFile.class);
  private static final int MAX_NOTE_BYTES = 200;

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static LockFile open(Path file) {
    try {
      return new LockFile(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      throw ModelCache.notWritable(file, e);
    }
  }

  /**
   * The lock, or null where another has it.
   *
   * @throws IOException where the file system has no locks
   */
  @Nullable Holding tryHold() throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException anotherClassLoader) {
      return null;
    }
    if (lock == null) {
      return null;
    }
    Holding flock = Flock.tryHold(file);
    if (flock == null) {
      lock.release();
      return null;
    }
    note(me());
    return () -> release(lock, flock);
  }

  private void note(String owner) {
    try {
      channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      log.debug("The owner of a lock could not be noted", e);
    }
  }

  /** As the host's own variables name it: to ask for the name would be a request to a server. */
  static String me() {
    Map<String, String> environment = System.getenv();
    String host = environment.getOrDefault("HOSTNAME", environment.get("COMPUTERNAME"));
    return "process %d%s since %s"
        .formatted(
            ProcessHandle.current().pid(),
            host == null ? "" : " on " + host,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Who noted to hold it; tools in other languages note nothing. */
  String owner() {
    try {
      ByteBuffer note = ByteBuffer.allocate(MAX_NOTE_BYTES);
      channel.read(note, 0);
      String owner = new String(note.array(), 0, note.position(), StandardCharsets.UTF_8);
      return owner.startsWith("process ") ? owner : "another process";
    } catch (IOException lockedForReaders) {
      return "another process";
    }
  }

  private void release(FileLock lock, Holding flock) {
    note("");
    flock.close();
    try {
      lock.release();
    } catch (IOException e) {
      log.debug("A lock ended before it was released", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("A lock file could not be closed", e);
    }
  }
}
