package dev.imagespace.model.cache;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.natives.NativeDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache directory in the layout of the Hugging Face tools: {@code models--owner--name/refs/main}
 * names a commit, {@code …/snapshots/commit/} holds its files. Immutable and thread-safe.
 */
public final class ModelCache {
  private static final Logger log = LoggerFactory.getLogger(ModelCache.class);

  private final Path root;

  private final boolean named;

  private ModelCache(Path root, boolean named) {
    this.root = root;
    this.named = named;
  }

  /**
   * The cache in a directory.
   *
   * @param directory null for the one that the Hugging Face tools use by default
   * @throws ModelCacheException where it is there and not a directory
   */
  public static ModelCache at(@Nullable Path directory) {
    Path root =
        (directory != null ? directory : HubSettings.defaultCacheDirectory()).toAbsolutePath();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new ModelCacheException(
          "The model cache %s is a file. Set 'imagespace.model-cache-dir' to a directory."
              .formatted(root));
    }
    return new ModelCache(root, directory != null);
  }

  public Path root() {
    return root;
  }

  /** Where a model lies that is from no hub: laid out so that other tools list it, too. */
  public Path own(String name, String version) {
    return root.resolve("models--imagespace--" + name).resolve("snapshots").resolve(version);
  }

  /**
   * The directory of a model that needs no download, made where it is not there yet. It needs no
   * cache either: where the default one takes nothing, it goes where the native libraries are.
   *
   * @throws ModelCacheException where a cache that somebody named takes nothing
   */
  public Path writableOwn(String name, String version) {
    Path directory = own(name, version);
    try {
      requireWritable(directory);
      return directory;
    } catch (ModelCacheException e) {
      if (named) {
        throw e;
      }
      Path instead = NativeDirectory.inUse().resolve(name + "-" + version);
      log.info("{} The model {} lies in {}", e.getMessage(), name, instead);
      requireWritable(instead);
      return instead;
    }
  }

  /**
   * Makes the directory where it is not there yet.
   *
   * @throws ModelCacheException where it cannot be written
   */
  public void requireWritable(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    if (!Files.isWritable(directory)) {
      throw notWritable(directory, null);
    }
  }

  /** Makes the directory of a file where it is not there yet. */
  public void requireWritableParent(Path file) {
    requireWritable(file.resolveSibling(""));
  }

  public static ModelCacheException notWritable(Path path, @Nullable IOException cause) {
    String reason = cause instanceof FileSystemException known ? known.getReason() : null;
    String message =
        "The model cache %s cannot be written%s. Make it writable for user '%s', or set 'imagespace.model-cache-dir' to a directory that is."
            .formatted(path, reason == null ? "" : ": " + reason, System.getProperty("user.name"));
    return cause == null
        ? new ModelCacheException(message)
        : new ModelCacheException(message, cause);
  }
}
