package dev.imagespace.model.cache;

import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a cache. It writes each file beside its place and moves it there atomically: readers
 * see all of it or nothing, and losing a race is success. Thread-safe.
 */
final class CacheWriter {
  private static final PartialFile.Sizes SIZES = new PartialFile.Sizes(1 << 18, 8 << 20);

  private final CacheLayout layout;
  private final BlobLock.Locking locks;

  CacheWriter(CacheLayout layout, BlobLock.Locking locks) {
    this.layout = layout;
    this.locks = locks;
  }

  /** See {@link ModelCache#write}. */
  void write(Snapshot snapshot, ModelHandler handler, SnapshotManifest manifest) {
    write(layout.manifest(snapshot, handler), manifest.json());
  }

  /** Writes the reference of a branch or a tag. */
  void pointTo(String revision, Snapshot snapshot) {
    write(layout.references(snapshot.repository()).resolve(revision), snapshot.commit());
  }

  private static void write(Path target, String text) {
    requireWritableParent(target);
    Path fresh = beside(target);
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      move(fresh, target);
    } catch (IOException e) {
      throw notWritable(target, e);
    }
  }

  /** See {@link ModelCache#linkPresent}. */
  List<HubFile> linkPresent(Snapshot snapshot, List<HubFile> files) {
    List<HubFile> absent = new ArrayList<>();
    for (HubFile file : files) {
      Path target = layout.directory(snapshot).resolve(file.path());
      if (file.isAt(target)) {
        continue;
      }
      Path blob = layout.blob(snapshot.repository(), file);
      if (file.isAt(blob)) {
        link(target, blob);
      } else {
        absent.add(file);
      }
    }
    return absent;
  }

  /** See {@link ModelCache#unlinkBroken}. */
  void unlinkBroken(Snapshot snapshot, List<HubFile> files) {
    for (HubFile file : files) {
      Path target = layout.directory(snapshot).resolve(file.path());
      try {
        // Another process may be linking a missing one.
        if (Files.exists(target) && !file.isAt(target)) {
          Files.deleteIfExists(target);
        }
      } catch (IOException e) {
        throw notWritable(target, e);
      }
    }
  }

  /** See {@link ModelCache#store}. */
  void store(Snapshot snapshot, HubFile file, Deadline deadline, Consumer<PartialFile> source) {
    Path blob = layout.blob(snapshot.repository(), file);
    Path lock = layout.lock(snapshot.repository(), file);
    requireWritableParent(blob);
    requireWritableParent(lock);
    try (BlobLock held = BlobLock.acquire(lock, deadline, locks)) {
      if (!file.isAt(blob)) {
        try (PartialFile part =
            held.isExclusive()
                ? PartialFile.resumed(blob, file, SIZES)
                : PartialFile.unshared(blob, file, SIZES)) {
          source.accept(part);
        }
      }
    }
    link(layout.directory(snapshot).resolve(file.path()), blob);
  }

  /** Links a file of a snapshot to its blob, or copies the blob where links are not supported. */
  private static void link(Path target, Path blob) {
    requireWritableParent(target);
    try {
      if (isSame(target, blob)) {
        return;
      }
      Path fresh = beside(target);
      try {
        Files.createSymbolicLink(fresh, target.resolveSibling("").relativize(blob));
      } catch (IOException | UnsupportedOperationException noLinks) {
        Files.copy(blob, fresh);
      }
      move(fresh, target);
    } catch (FileAlreadyExistsException another) {
      // Another process linked the same blob.
    } catch (IOException e) {
      throw notWritable(target, e);
    }
  }

  private static boolean isSame(Path target, Path blob) throws IOException {
    if (!Files.exists(target)) {
      return false;
    }
    return Files.isSameFile(target, blob)
        || (!Files.isSymbolicLink(target) && Files.mismatch(target, blob) < 0);
  }

  /** Not a temporary file of the JDK, which only its owner may read: a cache is shared. */
  private static Path beside(Path target) {
    return target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  /** Replaces the target atomically. */
  static void move(Path fresh, Path target) throws IOException {
    try {
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void requireWritableParent(Path file) {
    requireWritable(file.resolveSibling(""));
  }

  /**
   * Creates a directory if it is missing.
   *
   * @throws ModelCacheException where it cannot be written
   */
  static void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    if (!Files.isWritable(directory)) {
      throw notWritable(directory, null);
    }
  }

  static ModelCacheException notWritable(Path path, @Nullable IOException cause) {
    String reason = cause instanceof FileSystemException known ? known.getReason() : null;
    String message =
        "The model cache %s cannot be written%s. Make it writable for user '%s', or set 'imagespace.model-cache-dir' to a directory that is."
            .formatted(path, reason == null ? "" : ": " + reason, System.getProperty("user.name"));
    return cause == null
        ? new ModelCacheException(message)
        : new ModelCacheException(message, cause);
  }
}
