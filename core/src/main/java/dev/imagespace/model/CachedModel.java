package dev.imagespace.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model in the cache. Immutable.
 *
 * @param repository owner/name
 * @param commit of the repository
 * @param revisions the branches and tags that point to it in the cache, in order
 * @param handler whose layout its files have; null where that is unknown
 * @param directory of its files
 * @param files number of files in the directory
 * @param bytes size of these files; several versions may share some
 * @param missing bytes still to download; 0 where that is unknown
 * @param licence as the model card names it, such as "mit"; null where it is unknown
 * @param lack the first file that is missing or incomplete by name and size, in words; null where
 *     the model is complete
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
