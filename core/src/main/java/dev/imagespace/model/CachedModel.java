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
 * @param handler whose layout it has; null where that is not known
 * @param directory of its files
 * @param files that are there
 * @param bytes of those; versions may share some
 * @param missing bytes that are announced and not there; 0 where nobody announced any
 * @param licence as its card names it; null where that is not known
 * @param lack what is missing or cut short, as far as names and sizes tell; null where it is whole
 */
public record CachedModel(
    String repository,
    String commit,
    List<String> revisions,
    @Nullable ModelHandler handler,
    Path directory,
    int files,
    long bytes,
    long missing,
    @Nullable String licence,
    @Nullable String lack) {

  public boolean isWhole() {
    return lack == null;
  }
}
