package dev.imagespace.image;

import dev.imagespace.bounds.Shown;
import dev.imagespace.image.notation.Base64Text;
import dev.imagespace.image.notation.UriText;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts to sources and back, without repeating content or secrets in any message. */
final class SourceText {
  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

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
    return source instanceof ImageSource.Uri uri && UriText.scheme(uri.uri()).equals("file")
        ? new ImageSource.File(path(uri.uri()))
        : source;
  }

  private static Path path(URI uri) {
    try {
      return UriText.path(uri);
    } catch (IllegalArgumentException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE, describe(uri) + ": " + e.getMessage());
    }
  }

  static byte[] decodeBase64(String base64) {
    try {
      return Base64Text.decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE, String.valueOf(e.getMessage()));
    }
  }

  static String describe(Path path) {
    String text = path.toString();
    var uri = URI_AS_PATH.matcher(text);
    if (uri.matches()) {
      return Shown.name(uri.group(1)) + ": URI given as a path";
    }
    return Base64Text.isLikely(text)
        ? "path of " + text.length() + " characters"
        : Shown.name(text);
  }

  /** A name that the program gave, which may be a URI. */
  static String describe(String name) {
    if (Base64Text.isLikely(name)) {
      return "stream with a name of " + name.length() + " characters";
    }
    try {
      return URI_SCHEME.matcher(name).matches() ? describe(new URI(name)) : Shown.name(name);
    } catch (URISyntaxException e) {
      // Keys of a store may have characters that a URI may not. Before an @ may be a password.
      return name.indexOf('@') < 0
          ? Shown.name(QUERY.matcher(name).replaceAll(""))
          : Shown.name(name.substring(0, name.indexOf(':'))) + ": URI";
    }
  }

  static String describe(URI uri) {
    String scheme = UriText.scheme(uri);
    if (scheme.equals("data")) {
      return "data: URI of " + uri.toString().length() + " characters";
    }
    String authority = uri.getRawAuthority();
    String host = authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
    // A password that was not encoded may end up as port or path.
    boolean anywhere = host.isEmpty() && !scheme.isEmpty() && !scheme.equals("file");
    if (uri.isOpaque() || anywhere || !HOST.matcher(host).matches()) {
      return Shown.name(scheme) + ": URI";
    }
    String path = uri.getRawPath();
    if (Base64Text.isLikely(path)) {
      path = "/…";
    }
    String start = scheme.isEmpty() ? "" : scheme + ":";
    return Shown.name(start + (authority == null ? "" : "//" + host) + path);
  }

  private static ImageSource parseUri(String text) {
    String scheme = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
    String compact = scheme.equals("data") ? Base64Text.withoutWhiteSpace(text) : text;
    try {
      return new ImageSource.Uri(new URI(compact));
    } catch (URISyntaxException e) {
      // The cause would repeat the whole text.
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE,
          "Not a valid %s: URI of %d characters, see character %d."
              .formatted(Shown.name(scheme), text.length(), e.getIndex()));
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
