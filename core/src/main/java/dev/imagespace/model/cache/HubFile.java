package dev.imagespace.model.cache;

import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A file of a repository as the hub announces it. Immutable.
 *
 * @param path in the repository, '/' between its parts; never leads out of it
 * @param etag the hash, and the name of the blob in the cache: 64 hexadecimal digits are the
 *     SHA-256 of the bytes, 40 are git's SHA-1
 * @param size in bytes
 */
public record HubFile(String path, String etag, long size) {
  private static final Pattern ETAG = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private static final int MOST_CHARACTERS = 1000;

  public HubFile {
    requirePlain(path);
    requireName(path);
    if (!ETAG.matcher(etag).matches() || etag.startsWith(".")) {
      throw new ModelDownloadException(
          ModelDownloadException.Reason.CORRUPT,
          "The hub names version '%s' of '%s', which is not a hash."
              .formatted(Shown.of(etag), Shown.of(path)));
    }
  }

  /** Whether a path exists and has the size of this file. */
  public boolean isAt(Path file) {
    try {
      return Files.size(file) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /** Refuses a name that leads out of the directory of its model. */
  public static void requirePlain(String path) {
    if (!isPlain(path)) {
      throw new ModelDownloadException(
          ModelDownloadException.Reason.CORRUPT,
          "The hub lists the file '%s', whose name leads out of its directory."
              .formatted(Shown.of(path)));
    }
  }

  private static void requireName(String path) {
    String refusal = FileNames.refusal(path);
    if (refusal != null) {
      throw new ModelCacheException(
          "The model has a file '%s', which the cache cannot hold: %s"
              .formatted(Shown.of(path), refusal));
    }
  }

  public static boolean isPlain(String path) {
    return !path.isEmpty()
        && path.length() <= MOST_CHARACTERS
        && path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':')
        && !path.startsWith("/")
        && Arrays.stream(path.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
  }
}
