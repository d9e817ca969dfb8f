package dev.imagespace.image;

import dev.imagespace.image.notation.UriText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a picture comes from. Values are immutable and thread-safe; nothing is opened before the
 * picture is loaded.
 */
public sealed interface ImageSource {

  /** A file that the program names. It may lie anywhere, unless allowed directories are set. */
  record File(Path path) implements ImageSource {
    @Override
    public String toString() {
      return describe();
    }
  }

  /** A file that a text names, perhaps of a user. It is read below allowed directories only. */
  record NamedFile(Path path) implements ImageSource {
    @Override
    public String toString() {
      return describe();
    }
  }

  /**
   * A URI: {@code data:}, {@code http(s):}, or {@code file:}, which is read like a {@link
   * NamedFile}.
   */
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

    /** How many there are, without a copy of them. */
    public int length() {
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

  /**
   * A stream that the program opens, such as an object of a store. Two are the same source where
   * their names and their openers are equal; a lambda is equal to itself alone.
   *
   * @param name for messages: shown as names of files are, without what a URI has of user, password
   *     and query
   * @param opener called once for each load
   */
  record Stream(String name, Opener opener) implements ImageSource {
    /** Refuses a blank name. */
    public Stream {
      if (name.isBlank()) {
        throw new IllegalArgumentException("A stream needs a name, to be told from others by");
      }
    }

    @Override
    public String toString() {
      return describe();
    }
  }

  /** Opens the stream of an encoded picture. Thread-safe. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens the stream at its start. Runs on a thread that may be interrupted, and may block.
     *
     * @throws IOException or whatever else becomes a rejection of this picture alone
     */
    InputStream open() throws IOException;
  }

  /**
   * Returns a file of the program. Use {@link #parse} for a text that a user sent.
   *
   * @param path read wherever it lies, unless {@link ImageLoading#allowedDirectories} is set
   */
  static ImageSource of(Path path) {
    return new File(path);
  }

  /** Returns the picture behind a URI. Whether the URI is allowed is checked when it is loaded. */
  static ImageSource of(URI uri) {
    return new Uri(uri);
  }

  /** Returns a picture of these encoded bytes, which are copied. */
  static ImageSource of(byte[] bytes) {
    return new Bytes(bytes);
  }

  /**
   * Reads a stream to its end, at once, since a source may be loaded more than once. The stream is
   * not closed. {@link #of(String, Opener)} opens one when the picture is loaded.
   *
   * @param limits whose {@link ImageLimits#maxBytes} ends the reading
   * @throws ImageRejectedException if the stream is longer than the limit
   * @throws IOException of the stream
   */
  static ImageSource of(InputStream stream, ImageLimits limits) throws IOException {
    int largestArray = Integer.MAX_VALUE - 8;
    // One byte more than the limit tells whether the stream ends there.
    byte[] bytes = stream.readNBytes((int) Math.min(limits.maxBytes(), largestArray - 1) + 1);
    limits.checkBytes(bytes.length, "stream");
    return new Bytes(bytes);
  }

  /**
   * Returns a stream that is opened when the picture is loaded, such as of S3 or HDFS. It is read
   * once, to its end, to {@link ImageLimits#maxBytes} or until {@link ImageLoading#deadline} has
   * passed since its opener was called, and closed in any case. A listener of the space hears the
   * hash of what was read ({@link ImageLoad#sha256}). Waits as a URL does, and takes no decoder's
   * place meanwhile.
   *
   * @param name for messages, such as {@code s3://bucket/key}; never credentials
   * @throws IllegalArgumentException if the name is blank
   */
  static ImageSource of(String name, Opener opener) {
    return new Stream(name, opener);
  }

  /**
   * Decodes plain base64; line breaks are allowed.
   *
   * @throws ImageRejectedException if the text is not base64
   */
  static ImageSource ofBase64(String base64) {
    return new Bytes(SourceText.decodeBase64(base64));
  }

  /**
   * Parses a text, perhaps of a user, by one rule: if it starts with {@code data:}, {@code file:},
   * {@code http:} or {@code https:} (in any case), or with another scheme and {@code :/}, it is a
   * URI; anything else is a path of this machine, a Windows drive letter included. White space
   * around a URI does not count. A text is never taken for base64: {@link #ofBase64} is.
   *
   * <p>Files that it names are read below {@link ImageLoading#allowedDirectories} only, and not at
   * all where there are none.
   *
   * @throws ImageRejectedException if the text is blank, or not a URI or path that it claims to be
   */
  static ImageSource parse(String text) {
    return SourceText.parse(text);
  }

  /**
   * Parses a text of the program itself, or of the person at its terminal, as {@link #parse} does.
   * Files that it names are read like any {@link Path}.
   *
   * @throws ImageRejectedException as {@link #parse}
   */
  static ImageSource parseTrusted(String text) {
    return SourceText.trusted(parse(text));
  }

  /** Returns whether loading may be slow: over the network, or from an {@link Opener}. */
  default boolean isRemote() {
    return this instanceof Stream || (this instanceof Uri uri && UriText.isHttp(uri.uri()));
  }

  /**
   * Returns a name for messages, on one line of at most some hundred characters. It holds neither
   * content nor credentials of a URL.
   */
  default String describe() {
    if (this instanceof File file) {
      return SourceText.describe(file.path());
    }
    if (this instanceof NamedFile file) {
      return SourceText.describe(file.path());
    }
    if (this instanceof Uri uri) {
      return SourceText.describe(uri.uri());
    }
    if (this instanceof Stream stream) {
      return SourceText.describe(stream.name());
    }
    return "picture of " + ((Bytes) this).length() + " bytes";
  }
}
