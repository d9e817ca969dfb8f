package dev.imagespace.tensor;

import dev.imagespace.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of weights, and which one it was when its header was read. Weights are mapped much later,
 * perhaps more than once, and by a native library's own opening of the path: numbers of another
 * file would go by the name and the fingerprint of the first. Thread-safe.
 */
public final class StoredFile {
  private final Path path;
  private @Nullable Identity identity;

  /**
   * What tells one state of a file from another without reading it.
   *
   * @param key device and inode; null on Windows, which replaces no file that is mapped
   */
  private record Identity(@Nullable Object key, long size, FileTime modified) {

    static Identity of(Path path) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Identity(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }

    /** How the other differs, in words; null where it does not. */
    @Nullable String difference(Identity other) {
      if (!Objects.equals(key, other.key)) {
        return "another file has taken its place";
      }
      if (size != other.size) {
        return "it had %,d bytes and has %,d".formatted(size, other.size);
      }
      return modified.equals(other.modified)
          ? null
          : "it was written to at %s".formatted(other.modified);
    }
  }

  private StoredFile(Path path, @Nullable Identity identity) {
    this.path = path;
    this.identity = identity;
  }

  /** The file as it is now. */
  public static StoredFile opened(Path path) throws IOException {
    return new StoredFile(path, Identity.of(path));
  }

  /** A file that is not there yet: it is tied to what its first reader finds. */
  public static StoredFile arriving(Path path) {
    return new StoredFile(path, null);
  }

  public Path path() {
    return path;
  }

  /**
   * The same by a path without symbolic links.
   *
   * @throws InvalidCheckpointException where it is not the same any more
   */
  public StoredFile real() {
    requireSame();
    try {
      return new StoredFile(path.toRealPath(), identity());
    } catch (IOException e) {
      throw changed("it cannot be read: " + e.getMessage(), e);
    }
  }

  private synchronized Identity identity() throws IOException {
    Identity known = identity;
    if (known == null) {
      known = Identity.of(path);
      identity = known;
    }
    return known;
  }

  private synchronized @Nullable Identity knownIdentity() {
    return identity;
  }

  /**
   * To be called before and after the path is opened to map or read it.
   *
   * @throws InvalidCheckpointException where another file is found there now, or the same one in
   *     another state
   */
  public void requireSame() {
    try {
      String difference = identity().difference(Identity.of(path));
      if (difference != null) {
        throw changed(difference, null);
      }
    } catch (NoSuchFileException e) {
      throw changed("it is not there any more", e);
    } catch (IOException e) {
      throw changed("it cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * To be called before and after what is mapped is used. One that was replaced or deleted goes on
   * as it was, for those who have mapped it; one that was cut ends the process where its pages are
   * touched, and one that was written to has the numbers of two models.
   *
   * @throws InvalidCheckpointException where the mapped file was written to in place
   */
  public void requireUntouched() {
    Identity mapped = knownIdentity();
    if (mapped == null) {
      return;
    }
    Identity now;
    try {
      now = Identity.of(path);
    } catch (IOException gone) {
      return;
    }
    String difference = Objects.equals(mapped.key, now.key) ? mapped.difference(now) : null;
    if (difference != null) {
      throw changed(difference, null);
    }
  }

  private InvalidCheckpointException changed(String how, @Nullable Throwable cause) {
    return new InvalidCheckpointException(
        "The weights in '%s' are not those that the model was opened with: %s. Restart the application, or open the model anew; publish a changed model under another path, and never write to a file in its place."
            .formatted(path, how),
        cause);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
