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
 * The directory of a model. Its weights may be pending; {@link #awaitFiles} waits for them.
 * Immutable and thread-safe.
 *
 * @param name of the model that the user set
 * @param path of the directory
 * @param origin origin on the hub; null for any other directory
 * @param pending the files that are still being downloaded
 */
public record ModelDirectory(
    String name, Path path, @Nullable ModelOrigin origin, PendingFiles pending) {

  /** A directory whose files are complete. */
  public ModelDirectory(String name, Path path) {
    this(name, path, null, PendingFiles.none());
  }

  /** The licence as the hub or the model card names it; null where neither names one. */
  public @Nullable String licence() {
    return origin != null ? origin.licence() : ModelCard.licence(path);
  }

  public boolean has(String file) {
    return Files.isRegularFile(file(file)) || pending.isPending(file(file));
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * A directory inside this one; this one for "".
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
   * Waits until every file is complete.
   *
   * @throws ModelException where a download failed; the next call tries again
   */
  public void awaitFiles() {
    pending.await();
  }

  @Override
  public String toString() {
    return "model '" + name + "' in " + path;
  }
}
