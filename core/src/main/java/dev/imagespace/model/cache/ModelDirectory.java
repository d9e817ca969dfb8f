package dev.imagespace.model.cache;

import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelException;
import dev.imagespace.model.ModelOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model's files, found. Weights that are still on their way are there by name; {@link
 * #awaitFiles} waits for them. Immutable and thread-safe.
 *
 * @param name as the user gave it
 * @param path of the directory
 * @param origin on the hub; null for a directory that nobody keeps a record of
 * @param pending the files that are not whole yet
 */
public record ModelDirectory(
    String name, Path path, @Nullable ModelOrigin origin, PendingFiles pending) {

  /** A directory that is whole. */
  public ModelDirectory(String name, Path path) {
    this(name, path, null, PendingFiles.none());
  }

  public boolean has(String file) {
    return Files.isRegularFile(file(file)) || pending.isPending(file(file));
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * The model below a directory of this one; "" for this one.
   *
   * @throws InvalidCheckpointException where it leads out of this one
   */
  public ModelDirectory in(String directory) {
    String refusal = FileNames.refusal(directory);
    Path inner = refusal == null ? path.resolve(directory).normalize() : path;
    if (refusal != null || !inner.startsWith(path.normalize())) {
      throw new InvalidCheckpointException(
          "%s has a part in '%s', which is no directory in it%s"
              .formatted(this, Shown.of(directory), refusal == null ? "." : ": " + refusal));
    }
    return new ModelDirectory(name, inner, origin, pending);
  }

  /**
   * Returns when every file is whole.
   *
   * @throws ModelException the reason, where one cannot be fetched; the next call tries again
   */
  public void awaitFiles() {
    pending.await();
  }

  @Override
  public String toString() {
    return "model '" + name + "' in " + path;
  }
}
