package dev.imagespace.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model in the cache. Immutable.
 *
 * @param repository owner/name
 * @param commit of the repository
 * @param revisions the branches and tags that stand for it here, in order
 * @param directory of its files
 * @param bytes of its files; versions may share some
 * @param licence as its card names it; null where that is not known
 * @param lack what is missing or cut short, as far as names and sizes tell; null where it is whole
 */
public record CachedModel(
    String repository,
    String commit,
    List<String> revisions,
    Path directory,
    long bytes,
    @Nullable String licence,
    @Nullable String lack) {

  public boolean isWhole() {
    return lack == null;
  }
}
