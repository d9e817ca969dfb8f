package dev.imagespace.image.notation;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** What a URI says by its scheme. Stateless. */
public final class UriText {

  private UriText() {}

  /** In lower case; "" where there is none. */
  public static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  public static boolean isHttp(URI uri) {
    return scheme(uri).equals("http") || scheme(uri).equals("https");
  }

  /**
   * The file that a {@code file:} URI names.
   *
   * @throws IllegalArgumentException if it names none of this machine, without the URI in its
   *     message
   */
  public static Path path(URI uri) {
    try {
      return Path.of(uri);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a file of this machine; write file:///path.", e);
    }
  }
}
