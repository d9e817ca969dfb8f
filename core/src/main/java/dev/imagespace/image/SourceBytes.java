package dev.imagespace.image;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the encoded bytes of a source, never more than the limit. Thread-safe. */
final class SourceBytes {

  /** Where loading from URLs will come in, with the policy for addresses. */
  @FunctionalInterface
  interface UrlBytes {
    byte[] fetch(URI url, ImageLimits limits);
  }

  /** What a JVM can allocate. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final ImageLimits limits;
  private final UrlBytes urls;

  SourceBytes(ImageLimits limits, UrlBytes urls) {
    this.limits = limits;
    this.urls = urls;
  }

  static byte[] refuseUrl(URI url, ImageLimits limits) {
    throw new ImageRejectedException(
        "%s: pictures are not loaded from URLs unless 'imagespace.image.url.enabled' is true."
            .formatted(SourceText.describe(url)));
  }

  byte[] read(ImageSource source) {
    if (source instanceof ImageSource.File file) {
      return readFile(file.path());
    }
    if (source instanceof ImageSource.Uri uri) {
      return readUri(uri.uri());
    }
    ImageSource.Bytes bytes = (ImageSource.Bytes) source;
    checkLength(bytes.length(), source.describe());
    return bytes.bytes();
  }

  private byte[] readUri(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "data" -> readData(uri);
      case "file" -> readFile(pathOf(uri));
      case "http", "https" -> urls.fetch(uri, limits);
      default ->
          throw new ImageRejectedException(
              "%s: a picture is read from data:, file:, http: and https: URIs only."
                  .formatted(SourceText.describe(uri)));
    };
  }

  /** RFC 2397, base64 only: {@code data:image/png;base64,…}. */
  private byte[] readData(URI uri) {
    String text = uri.getSchemeSpecificPart();
    int comma = text.indexOf(',');
    if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw new ImageRejectedException(
          SourceText.describe(uri) + ": only base64 is read, as in 'data:image/png;base64,…'.");
    }
    String body = text.substring(comma + 1);
    // Before it is decoded: four characters are three bytes, the last two of which may be padding.
    checkLength(body.length() / 4L * 3L - 2, SourceText.describe(uri));
    byte[] bytes = SourceText.decodeBase64(body);
    checkLength(bytes.length, SourceText.describe(uri));
    return bytes;
  }

  private static Path pathOf(URI uri) {
    try {
      return Path.of(uri);
    } catch (RuntimeException e) {
      throw new ImageRejectedException(
          SourceText.describe(uri) + ": not a file of this machine; write file:///path.");
    }
  }

  private byte[] readFile(Path path) {
    String name = SourceText.describe(path);
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new ImageRejectedException(name + ": not a regular file.");
      }
      checkLength(Files.size(path), name);
      try (InputStream in = Files.newInputStream(path)) {
        // One byte more than allowed: a file may grow between the two looks at it.
        byte[] bytes = in.readNBytes((int) Math.min(limits.maxBytes(), MAX_ARRAY - 1) + 1);
        checkLength(bytes.length, name);
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw new ImageRejectedException(name + ": no such file.");
    } catch (AccessDeniedException e) {
      throw new ImageRejectedException(name + ": no permission to read this file.");
    } catch (IOException e) {
      // Messages of the file system repeat the path, which may be base64 given by mistake.
      throw new ImageRejectedException(
          name + ": cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  private void checkLength(long length, String name) {
    if (length > limits.maxBytes()) {
      throw new ImageRejectedException(
          "%s: picture is larger than the limit of %d bytes. Raise 'imagespace.image.max-bytes' to accept it."
              .formatted(name, limits.maxBytes()));
    }
  }
}
