package dev.imagespace.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts to sources and back, without repeating content or secrets in any message. */
final class SourceText {
  private static final String FOREIGN_SCHEME = "[a-z][a-z0-9+.-]+:/.*";

  private static final Pattern URI_SCHEME =
      Pattern.compile(
          "(?:data|file|https?):.*|" + FOREIGN_SCHEME, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** A URL that was made a path by mistake; a drive of Windows has one letter. */
  private static final Pattern URI_AS_PATH =
      Pattern.compile(
          "\\s*([a-z][a-z0-9+.-]+):(?:[/\\\\]|.*@).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final String FOREIGN_LETTERS =
      " Letters beyond ASCII need a JVM that was started in a locale of UTF-8, such as LC_ALL=C.UTF-8.";

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** Host and port; what else stands in an authority is part of a password. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9a-fA-F:.]*]|[^:@\\[\\]]*)(?::\\d*)?");

  private SourceText() {}

  static ImageSource parse(String text) {
    if (text.isBlank()) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE, "An empty text names no picture.");
    }
    String stripped = text.strip();
    return URI_SCHEME.matcher(stripped).matches() ? parseUri(stripped) : parsePath(text);
  }

  static ImageSource trusted(ImageSource source) {
    if (source instanceof ImageSource.NamedFile file) {
      return new ImageSource.File(file.path());
    }
    return source instanceof ImageSource.Uri uri && scheme(uri.uri()).equals("file")
        ? new ImageSource.File(path(uri.uri()))
        : source;
  }

  /** In lower case; "" where there is none. */
  static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  static boolean isHttp(URI uri) {
    return scheme(uri).equals("http") || scheme(uri).equals("https");
  }

  /** The file that a {@code file:} URI names. */
  static Path path(URI uri) {
    try {
      return Path.of(uri);
    } catch (RuntimeException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE,
          describe(uri) + ": not a file of this machine; write file:///path.");
    }
  }

  static byte[] decodeBase64(String base64) {
    String compact = WHITE_SPACE.matcher(base64).replaceAll("");
    try {
      return Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException e) {
      // The cause would repeat a character of the content, and says nothing more.
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE,
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
    var uri = URI_AS_PATH.matcher(text);
    if (uri.matches()) {
      return ShownName.of(uri.group(1)) + ": URI given as a path";
    }
    return ShownName.looksLikeBase64(text)
        ? "path of " + text.length() + " characters"
        : ShownName.of(text);
  }

  static String describe(URI uri) {
    String scheme = scheme(uri);
    if (scheme.equals("data")) {
      return "data: URI of " + uri.toString().length() + " characters";
    }
    String authority = uri.getRawAuthority();
    String host = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    // A password that was not encoded may end up as port or path.
    boolean anywhere = host.isEmpty() && !scheme.isEmpty() && !scheme.equals("file");
    if (uri.isOpaque() || anywhere || !HOST.matcher(host).matches()) {
      return ShownName.of(scheme) + ": URI";
    }
    String path = uri.getRawPath();
    if (ShownName.looksLikeBase64(path)) {
      path = "/…";
    }
    String start = scheme.isEmpty() ? "" : scheme + ":";
    return ShownName.of(start + (authority == null ? "" : "//" + host) + path);
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
          ImageRejectedException.Reason.MALFORMED_SOURCE,
          "Not a valid %s: URI of %d characters, see character %d."
              .formatted(ShownName.of(scheme), text.length(), e.getIndex()));
    }
  }

  private static ImageSource parsePath(String text) {
    try {
      return new ImageSource.NamedFile(Path.of(text));
    } catch (InvalidPathException e) {
      boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE,
          "Not a valid path of %d characters: %s.%s"
              .formatted(text.length(), e.getReason(), ascii ? "" : FOREIGN_LETTERS));
    }
  }
}
