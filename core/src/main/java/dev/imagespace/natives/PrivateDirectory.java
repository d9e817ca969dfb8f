package dev.imagespace.natives;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for this run alone, among the temporary ones. It is deleted as the JVM ends; that of
 * a process that was killed, by the next that makes one. Thread-safe.
 */
final class PrivateDirectory {
  private static final Logger log = LoggerFactory.getLogger(PrivateDirectory.class);
  static final String PREFIX = "imagespace-natives-";

  /** A file in it that is locked for as long as its process lives. */
  static final String ALIVE = "alive";

  /** Kept, as a channel that nobody knows is closed, and its lock ends. */
  private static final Collection<FileChannel> LOCKED = new ConcurrentLinkedQueue<>();

  private PrivateDirectory() {}

  /**
   * Makes one below {@code java.io.tmpdir}.
   *
   * @throws IOException where that takes none, or another user could exchange it
   */
  static synchronized Path create() throws IOException {
    Path parent = temporary();
    Path made = Files.createTempDirectory(parent, PREFIX, Permissions.forMeAlone());
    String strict = new CandidateDirectory(made, false, false).objection();
    if (strict != null) {
      tolerate(made, strict);
    }
    made.toFile().deleteOnExit();
    Path mark = made.resolve(ALIVE);
    LOCKED.add(UnpackingFile.open(mark, Permissions.forMeAlone()));
    mark.toFile().deleteOnExit();
    StaleFiles.collectBeside(made);
    return made;
  }

  private static void tolerate(Path made, String strict) throws IOException {
    String objection = new CandidateDirectory(made, false, true).objection();
    if (objection != null) {
      Files.delete(made);
      throw new IOException(objection);
    }
    log.warn(
        "{}, and has no sticky bit: who else runs there could exchange the native libraries of this process. Set that bit, or '{}'",
        strict,
        NativeDirectory.PROPERTY);
  }

  private static Path temporary() throws IOException {
    String named = System.getProperty("java.io.tmpdir", "");
    try {
      Path directory = Path.of(named).toAbsolutePath().normalize();
      if (!Files.isDirectory(directory)) {
        throw new NoSuchFileException(named);
      }
      return directory;
    } catch (InvalidPathException e) {
      throw new IOException("it is no path", e);
    }
  }

  /** Deletes all that is in it now as the JVM ends, where it is one. */
  static void deleteAtExit(Path directory) throws IOException {
    if (String.valueOf(directory.getFileName()).startsWith(PREFIX)) {
      try (Stream<Path> all = Files.walk(directory)) {
        // In the order of the tree, as the last is deleted first.
        all.forEach(path -> path.toFile().deleteOnExit());
      }
    }
  }
}
