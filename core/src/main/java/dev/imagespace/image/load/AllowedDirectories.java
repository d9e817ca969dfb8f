package dev.imagespace.image.load;

import dev.imagespace.image.ImageRejectedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Directories below which files are read. Immutable. */
record AllowedDirectories(List<Path> directories) {

  /** For messages. */
  static final String PROPERTY = "'imagespace.image.allowed-directories'";

  boolean isEmpty() {
    return directories.isEmpty();
  }

  /**
   * Opens a file that lies within: by its text, and behind all symbolic links.
   *
   * @param name for messages
   */
  SeekableByteChannel open(Path path, String name) throws IOException {
    // As written: outside nothing is touched, not even to see whether it exists.
    root(path.toAbsolutePath().normalize(), name);
    Path real = path.toRealPath();
    return RegularFile.openBelow(root(real, name), real, name);
  }

  /** The directory that holds the path, as the path begins. */
  private Path root(Path path, String name) {
    return directories.stream()
        .flatMap(directory -> beginning(directory, path).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new ImageRejectedException(
                    ImageRejectedException.Reason.NOT_ALLOWED,
                    "%s: outside of the allowed directories. %s lists them."
                        .formatted(name, PROPERTY)));
  }

  private static Optional<Path> beginning(Path directory, Path path) {
    Path written = directory.toAbsolutePath().normalize();
    if (path.startsWith(written)) {
      return Optional.of(written);
    }
    try {
      return Optional.of(directory.toRealPath()).filter(path::startsWith);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
