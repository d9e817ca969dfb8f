package dev.imagespace.model.cache;

import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The layout of huggingface_hub: {@code models--owner--name/refs/} maps a branch or a tag to a
 * commit, {@code snapshots/commit/path} is a link to {@code blobs/etag}. Immutable.
 *
 * @param root directory of the cache
 */
record CacheLayout(Path root) {
  private static final String PREFIX = "models--";

  /** The repository of a directory in the cache; empty for any other directory. */
  static Optional<String> repository(Path directory) {
    String name = String.valueOf(directory.getFileName());
    return name.startsWith(PREFIX)
        ? Optional.of(name.substring(PREFIX.length()).replace("--", "/"))
        : Optional.empty();
  }

  private static String name(String repository) {
    return PREFIX + repository.replace("/", "--");
  }

  private Path directory(String repository) {
    return root.resolve(name(repository));
  }

  Path blob(String repository, HubFile file) {
    return directory(repository).resolve("blobs").resolve(file.etag());
  }

  /** The lock file that huggingface_hub uses, too. */
  Path lock(String repository, HubFile file) {
    return root.resolve(".locks").resolve(name(repository)).resolve(file.etag() + ".lock");
  }

  Path references(String repository) {
    return directory(repository).resolve("refs");
  }

  Path snapshots(String repository) {
    return directory(repository).resolve("snapshots");
  }

  Path directory(Snapshot snapshot) {
    return snapshots(snapshot.repository()).resolve(snapshot.commit());
  }

  /** In a directory of our own, which other tools ignore. */
  Path manifest(Snapshot snapshot, ModelHandler handler) {
    return directory(snapshot.repository())
        .resolve("imagespace")
        .resolve(snapshot.commit() + "." + handler + ".json");
  }

  /** The directory of a model that comes from no hub; other tools list it, too. */
  Path ownModel(String name, String version) {
    return directory(new Snapshot("imagespace/" + name, version));
  }
}
