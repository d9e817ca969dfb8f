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
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is being written, under a name of its own. It is locked for so long, by which others
 * know that its process lives, and deleted unless it was moved to its place. For one thread.
 */
public final class UnpackingFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(UnpackingFile.class);

  /** How the names of all begin that are not yet in their place. */
  static final String PREFIX = "unpacking-";

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private UnpackingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * A new one.
   *
   * @param permissions with which it is made
   */
  public static UnpackingFile in(Path directory, FileAttribute<?>... permissions)
      throws IOException {
    Path path = directory.resolve(PREFIX + UUID.randomUUID());
    OPEN.add(path);
    try {
      return new UnpackingFile(path, open(path, permissions));
    } catch (IOException e) {
      OPEN.remove(path);
      throw e;
    }
  }

  /** A new file, which no link leads to; locked where the file system has locks. */
  static FileChannel open(Path path, FileAttribute<?>... permissions) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    FileChannel channel = FileChannel.open(path, options, permissions);
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

  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /** Others see the whole file or none. */
  public void moveTo(Path target) throws IOException {
    channel.close();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether this process is writing it. */
  static boolean isOpen(Path path) {
    return OPEN.contains(path);
  }

  @Override
  public void close() throws IOException {
    OPEN.remove(path);
    channel.close();
    Files.deleteIfExists(path);
  }
}
