package dev.imagespace.image.load;

import dev.imagespace.image.ImageRejectedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.Set;

/** Opens files, and nothing that could be waited for without end: no FIFO, no device. Stateless. */
final class RegularFile {

  /** Refuses a link that took the place of the file since its real path was found. */
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private RegularFile() {}

  /**
   * Opens a file.
   *
   * @param real without links
   * @param name for messages
   */
  static SeekableByteChannel open(Path real, String name) throws IOException {
    require(Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS), name);
    return Files.newByteChannel(real, READ);
  }

  /**
   * Opens a file that lies in this directory, or is not there any more: each directory on the way
   * is opened from the one above it, so that a link which takes its place meanwhile leads nowhere.
   *
   * @param root without links below it
   * @param real below it, without links
   */
  static SeekableByteChannel openBelow(Path root, Path real, String name) throws IOException {
    require(!real.equals(root), name);
    try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
      // Windows has no such streams.
      return directory instanceof SecureDirectoryStream<Path> secure
          ? descend(secure, root.relativize(real), name)
          : open(real, name);
    }
  }

  private static SeekableByteChannel descend(
      SecureDirectoryStream<Path> directory, Path way, String name) throws IOException {
    Path next = way.getName(0);
    if (way.getNameCount() > 1) {
      try (SecureDirectoryStream<Path> below =
          directory.newDirectoryStream(next, LinkOption.NOFOLLOW_LINKS)) {
        return descend(below, way.subpath(1, way.getNameCount()), name);
      }
    }
    BasicFileAttributeView view =
        directory.getFileAttributeView(
            next, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    require(view.readAttributes().isRegularFile(), name);
    return directory.newByteChannel(next, READ);
  }

  private static void require(boolean regular, String name) {
    if (!regular) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.UNREADABLE, name + ": not a regular file.");
    }
  }
}
