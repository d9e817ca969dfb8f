package dev.imagespace.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts to sources and back, without repeating content or secrets in any message. */
final class SourceText {
  private static final Pattern URI_SCHEME =
      Pattern.compile("(data|file|https?):.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** No file system has longer paths, but base64 passed as a path by mistake is longer. */
  private static final int LONGEST_PATH = 4096;

  private SourceText() {}

  static ImageSource parse(String text) {
    if (text.isBlank()) {
      throw new ImageRejectedException("An empty text names no picture.");
    }
    return URI_SCHEME.matcher(text).matches() ? parseUri(text) : parsePath(text);
  }

  static byte[] decodeBase64(String base64) {
    String compact = WHITE_SPACE.matcher(base64).replaceAll("");
    try {
      return Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException e) {
      // The cause would repeat a character of the content, and says nothing more.
      throw new ImageRejectedException(
          "Not base64: %d characters given%s"
              .formatted(
                  base64.length(),
                  compact.startsWith("data:")
                      ? "; a data: URI is read by ImageSource.parse."
                      : ", at least one of them outside A-Z, a-z, 0-9, + and /, or cut short."));
    }
  }

  static String describe(Path path) {
    String text = path.toString();
    return text.length() > LONGEST_PATH ? "path of " + text.length() + " characters" : text;
  }

  static String describe(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("data")) {
      return "data: URI of " + uri.toString().length() + " characters";
    }
    if (uri.isOpaque()) {
      return scheme + ": URI";
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String start = scheme.isEmpty() ? "" : scheme + ":";
    return uri.getRawAuthority() == null ? start + path : start + "//" + host(uri) + path;
  }

  /** Host and port: the authority less the user information, also where it is no server's name. */
  private static String host(URI uri) {
    String authority = uri.getRawAuthority();
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static ImageSource parseUri(String text) {
    String scheme = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
    // Base64 is often wrapped; a URI may not be.
    String compact = scheme.equals("data") ? WHITE_SPACE.matcher(text).replaceAll("") : text;
    try {
      return new ImageSource.Uri(new URI(compact));
    } catch (URISyntaxException e) {
      // The cause would repeat the whole text.
      throw new ImageRejectedException(
          "Not a valid %s: URI of %d characters, see character %d."
              .formatted(scheme, text.length(), e.getIndex()));
    }
  }

  private static ImageSource parsePath(String text) {
    try {
      return new ImageSource.File(Path.of(text));
    } catch (InvalidPathException e) {
      throw new ImageRejectedException(
          "Not a valid path of %d characters: %s.".formatted(text.length(), e.getReason()));
    }
  }
}
