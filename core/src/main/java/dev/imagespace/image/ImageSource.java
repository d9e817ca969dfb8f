package dev.imagespace.image;

import java.net.URI;
import java.nio.file.Path;

/** Where a picture comes from. Values are immutable. */
public sealed interface ImageSource {

  /** A file. */
  record File(Path path) implements ImageSource {}

  /** A URI: {@code data:}, {@code file:}, {@code http(s):}. */
  record Uri(URI uri) implements ImageSource {}

  /** Encoded bytes of a picture. */
  record Bytes(byte[] bytes) implements ImageSource {}

  static ImageSource of(Path path) {
    return new File(path);
  }

  static ImageSource of(URI uri) {
    return new Uri(uri);
  }

  static ImageSource of(byte[] bytes) {
    return new Bytes(bytes);
  }

  static ImageSource ofBase64(String base64) {
    throw new IllegalStateException("contract");
  }

  /** One documented rule: a known scheme makes a URI, anything else is a path; never base64. */
  static ImageSource parse(String text) {
    throw new IllegalStateException("contract");
  }

  /** Names this source for an error message; never its content, nor credentials of a URL. */
  default String describe() {
    throw new IllegalStateException("contract");
  }
}
