package dev.imagespace.natives;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time unpack, so that ten that start together do it once. It spares work and
 * no more: whoever waited long enough, or has a file system without locks, goes on without it.
 */
final class FolderLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FolderLock.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String FILE = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock await(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(file, options, Permissions.forMeAlone());
    try {
      long end = System.nanoTime() + LONGEST.toNanos();
      while (channel.tryLock() == null && System.nanoTime() < end) {
        Thread.sleep(POLL.toMillis());
      }
    } catch (IOException | OverlappingFileLockException e) {
      log.debug("{} is not locked", file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new FolderLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
