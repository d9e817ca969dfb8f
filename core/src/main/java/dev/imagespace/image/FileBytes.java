package dev.imagespace.image;

import dev.imagespace.image.MemoryInFlight.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** Reads regular files, where asked to only those within some directories. Thread-safe. */
final class FileBytes {
  private final ImageLimits limits;
  private final List<Path> allowedDirectories;

  /** An empty list allows every directory. */
  FileBytes(ImageLimits limits, List<Path> allowedDirectories) {
    this.limits = limits;
    this.allowedDirectories = allowedDirectories;
  }

  byte[] read(URI uri, Decoding decoding) {
    Path path;
    try {
      path = Path.of(uri);
    } catch (RuntimeException e) {
      throw new ImageRejectedException(
          SourceText.describe(uri) + ": not a file of this machine; write file:///path.");
    }
    return read(path, decoding);
  }

  byte[] read(Path path, Decoding decoding) {
    String name = SourceText.describe(path);
    // As written: outside nothing is touched, not even to see whether it exists.
    checkAllowed(path.toAbsolutePath().normalize(), name);
    try {
      Path real = path.toRealPath();
      checkAllowed(real, name);
      // Who opens a FIFO or a device may wait for ever.
      if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
        throw new ImageRejectedException(name + ": not a regular file.");
      }
      long size = Files.size(real);
      limits.checkBytes(size, name);
      try (InputStream in = open(real)) {
        return new Arrival(limits, decoding, Origin.HERE, name).readAll(in, size, -1);
      }
    } catch (NoSuchFileException e) {
      throw new ImageRejectedException(name + ": no such file.");
    } catch (AccessDeniedException e) {
      throw new ImageRejectedException(name + ": no permission to read this file.");
    } catch (IOException e) {
      // Messages of the file system repeat the path, which may be base64 given by mistake.
      throw new ImageRejectedException(
          name + ": cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  /** Refuses a link that took the place of the file since its real path was found. */
  private static InputStream open(Path real) throws IOException {
    return Channels.newInputStream(
        Files.newByteChannel(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  private void checkAllowed(Path path, String name) {
    if (!allowedDirectories.isEmpty() && allowedDirectories.stream().noneMatch(d -> in(d, path))) {
      throw new ImageRejectedException(
          name
              + ": outside of the allowed directories. 'imagespace.image.allowed-directories' lists them.");
    }
  }

  private static boolean in(Path directory, Path path) {
    if (path.startsWith(directory.toAbsolutePath().normalize())) {
      return true;
    }
    try {
      return path.startsWith(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
