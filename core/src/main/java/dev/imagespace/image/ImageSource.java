package dev.imagespace.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a picture comes from. Values are immutable and thread-safe; nothing is opened before {@link
 * ImageLoader#load}.
 */
public sealed interface ImageSource {

  /** A file. */
  record File(Path path) implements ImageSource {
    @Override
    public String toString() {
      return describe();
    }
  }

  /** A URI: {@code data:}, {@code file:}, {@code http(s):}. */
  record Uri(URI uri) implements ImageSource {
    @Override
    public String toString() {
      return describe();
    }
  }

  /** Encoded bytes of a picture, copied in and out; equal by content. */
  record Bytes(byte[] bytes) implements ImageSource {
    public Bytes {
      bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
      return bytes.clone();
    }

    /** Without a copy, for who does not write to them. */
    byte[] shared() {
      return bytes;
    }

    int length() {
      return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  static ImageSource of(Path path) {
    return new File(path);
  }

  static ImageSource of(URI uri) {
    return new Uri(uri);
  }

  static ImageSource of(byte[] bytes) {
    return new Bytes(bytes);
  }

  /**
   * The bytes of a stream, read to its end at once, since a source may be loaded more than once.
   * The stream is not closed.
   *
   * @param limits whose {@link ImageLimits#maxBytes} ends the reading
   * @throws ImageRejectedException if the stream is longer than the limit
   * @throws IOException of the stream
   */
  static ImageSource of(InputStream stream, ImageLimits limits) throws IOException {
    return new Bytes(limits.readAll(stream, "stream"));
  }

  /**
   * The bytes behind plain base64; line breaks are allowed.
   *
   * @throws ImageRejectedException if the text is not base64
   */
  static ImageSource ofBase64(String base64) {
    return new Bytes(SourceText.decodeBase64(base64));
  }

  /**
   * Reads a text by one rule: if it starts with {@code data:}, {@code file:}, {@code http:} or
   * {@code https:} (in any case) it is a URI, anything else is a path of this machine, a Windows
   * drive letter included. A text is never taken for base64: {@link #ofBase64} is.
   *
   * @throws ImageRejectedException if the text is blank, or not a URI or path that it claims to be
   */
  static ImageSource parse(String text) {
    return SourceText.parse(text);
  }

  /** Names this source for an error message; never its content, nor credentials of a URL. */
  default String describe() {
    if (this instanceof File file) {
      return SourceText.describe(file.path());
    }
    if (this instanceof Uri uri) {
      return SourceText.describe(uri.uri());
    }
    return "picture of " + ((Bytes) this).length() + " bytes";
  }
}
