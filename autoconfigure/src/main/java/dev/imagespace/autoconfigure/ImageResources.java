package dev.imagespace.autoconfigure;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;

/** Pictures behind Spring's {@link Resource}. Thread-safe. */
public final class ImageResources {

  /** Entries of archives of this machine: without a host, which Java would ask by FTP. */
  private static final Pattern LOCAL_ARCHIVE = Pattern.compile("jar:(file|nested):/(//)?[^/].*");

  private ImageResources() {}

  /** As {@link #of(Resource, ImageLimits)}, within {@link ImageLimits#defaults()}. */
  public static ImageSource of(Resource resource) {
    return of(resource, ImageLimits.defaults());
  }

  /**
   * A resource is the program's own, like a {@link java.nio.file.Path}: never make one of what a
   * user sent. A file stays a path and a URL a URL, which are judged like any other when the
   * picture is loaded; Spring opens neither. Anything else (an entry of an archive, an array, a
   * stream, an upload) is read at once.
   *
   * @throws ImageRejectedException if the resource cannot be read, or is larger than {@link
   *     ImageLimits#maxBytes}
   */
  public static ImageSource of(Resource resource, ImageLimits limits) {
    try {
      if (resource.isFile()) {
        return ImageSource.of(resource.getFile().toPath());
      }
      if (resource instanceof UrlResource && !isLocalArchive(resource.getURI())) {
        return ImageSource.of(resource.getURI());
      }
      try (InputStream stream = resource.getInputStream()) {
        return ImageSource.of(stream, limits);
      }
    } catch (IOException | InvalidPathException e) {
      // Neither the cause nor a description: both may repeat a URL with its credentials.
      throw new ImageRejectedException(
          ImageRejectedException.Reason.UNREADABLE,
          "%s cannot be read (%s)."
              .formatted(resource.getClass().getSimpleName(), e.getClass().getSimpleName()));
    }
  }

  private static boolean isLocalArchive(URI uri) {
    return LOCAL_ARCHIVE.matcher(uri.toString()).matches();
  }
}
