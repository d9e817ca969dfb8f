package dev.imagespace.image.load;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.load.MemoryInFlight.Origin;
import dev.imagespace.image.notation.Base64Text;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads regular files: those that code names, and within some directories those that a text names,
 * too. Thread-safe.
 */
final class FileBytes {
  private final ImageLimits limits;
  private final AllowedDirectories allowed;

  FileBytes(ImageLimits limits, AllowedDirectories allowed) {
    this.limits = limits;
    this.allowed = allowed;
  }

  /** A file that a text or a URI names, which may be a stranger's: nowhere, if none is allowed. */
  byte[] readNamed(Path path, String name, Decoding decoding) {
    if (allowed.isEmpty()) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.NOT_ALLOWED,
          "%s: a file that a text or a URI names is read below the directories of %s only, and it is not set. A Path in code needs no such leave."
              .formatted(hinted(path, name), AllowedDirectories.PROPERTY));
    }
    return read(path, name, decoding);
  }

  /** A file that code names: anywhere, if no directory is allowed. */
  byte[] read(Path path, String name, Decoding decoding) {
    return readFile(path, hinted(path, name), decoding);
  }

  private static String hinted(Path path, String name) {
    return Base64Text.isLikely(path.toString())
        ? name + ", by its looks base64, which ImageSource.ofBase64 reads"
        : name;
  }

  private byte[] readFile(Path path, String name, Decoding decoding) {
    try (SeekableByteChannel file =
        allowed.isEmpty() ? RegularFile.open(path.toRealPath(), name) : allowed.open(path, name)) {
      long size = file.size();
      limits.checkBytes(size, name);
      return new BoundedRead(limits, decoding, Origin.HERE, name)
          .readAll(Channels.newInputStream(file), size, -1);
    } catch (NoSuchFileException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.UNREADABLE, name + ": no such file.");
    } catch (AccessDeniedException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.UNREADABLE, name + ": no permission to read this file.");
    } catch (IOException e) {
      // Messages of the file system repeat the path, which may be base64 given by mistake.
      throw new ImageRejectedException(
          ImageRejectedException.Reason.UNREADABLE,
          name + ": cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }
}
