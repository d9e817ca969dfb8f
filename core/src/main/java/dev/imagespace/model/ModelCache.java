package dev.imagespace.model;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache directory in the layout of the Hugging Face tools: {@code models--owner--name/refs/main}
 * names a commit, {@code …/snapshots/commit/} holds its files. Immutable and thread-safe.
 */
public final class ModelCache {
  private final Path root;

  private ModelCache(Path root) {
    this.root = root;
  }

  /**
   * The cache in a directory.
   *
   * @param directory null for the one that the Hugging Face tools use by default
   * @throws ModelCacheException where it is there and not a directory
   */
  public static ModelCache at(@Nullable Path directory) {
    Path root = (directory != null ? directory : defaultRoot(System.getenv())).toAbsolutePath();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new ModelCacheException(
          "The model cache %s is a file. Set 'imagespace.model-cache-dir' to a directory."
              .formatted(root));
    }
    return new ModelCache(root);
  }

  static Path defaultRoot(Map<String, String> variables) {
    return new Environment(variables)
        .path("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
        .orElseGet(() -> home(variables).resolve("hub"));
  }

  /** Where the Hugging Face tools keep the cache and the token of a login. */
  static Path home(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return environment
        .path("HF_HOME")
        .orElseGet(
            () ->
                environment
                    .path("XDG_CACHE_HOME")
                    .orElseGet(() -> environment.userHome().resolve(".cache"))
                    .resolve("huggingface"));
  }

  public Path root() {
    return root;
  }

  /** Where a model lies that is from no hub: laid out so that other tools list it, too. */
  Path own(String name, String version) {
    return root.resolve("models--imagespace--" + name).resolve("snapshots").resolve(version);
  }

  /**
   * Makes the directory where it is not there yet.
   *
   * @throws ModelCacheException where it cannot be written
   */
  void requireWritable(Path directory) {
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
  void requireWritableParent(Path file) {
    requireWritable(file.resolveSibling(""));
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
