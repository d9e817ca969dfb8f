package dev.imagespace.natives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being written, under a name of its own. It is locked for so long, by which others
 * know that its process lives, and deleted unless it was moved to its place. For one thread.
 */
final class PartialFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PartialFile.class);

  /** How the names of all begin that are not yet in their place. */
  static final String PREFIX = "unpacking-";

  private final Path path;
  private final FileChannel channel;

  private PartialFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static PartialFile in(Path directory) throws IOException {
    Path path = directory.resolve(PREFIX + UUID.randomUUID());
    return new PartialFile(path, open(path));
  }

  /** A new file, which no link leads to; locked where the file system has locks. */
  static FileChannel open(Path path) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(path, options, Permissions.readableByAll());
    try {
      channel.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      log.debug("{} is not locked", path, e);
    }
    return channel;
  }

  Path path() {
    return path;
  }

  OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /** Others see the whole file or none. */
  void moveTo(Path target) throws IOException {
    channel.close();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }
}
