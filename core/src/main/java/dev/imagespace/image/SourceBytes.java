package dev.imagespace.image;

import dev.imagespace.image.MemoryInFlight.Origin;
import java.net.URI;
import java.util.Locale;

/** Reads the encoded bytes of a source, never more than the limit. Thread-safe. */
record SourceBytes(ImageLimits limits, FileBytes files, UrlBytes urls) {

  /** The network, as far as it is allowed. */
  @FunctionalInterface
  interface UrlBytes {
    byte[] fetch(URI url, ImageLimits limits, Decoding decoding);
  }

  /** Not to be written to: they may be those of the source itself. */
  byte[] read(ImageSource source, Decoding decoding) {
    if (source instanceof ImageSource.File file) {
      return files.read(file.path(), decoding);
    }
    if (source instanceof ImageSource.NamedFile file) {
      return files.readNamed(file.path(), decoding);
    }
    if (source instanceof ImageSource.Uri uri) {
      return readUri(uri.uri(), decoding);
    }
    ImageSource.Bytes bytes = (ImageSource.Bytes) source;
    limits.checkBytes(bytes.length(), source.describe());
    return bytes.shared();
  }

  private byte[] readUri(URI uri, Decoding decoding) {
    return switch (SourceText.scheme(uri)) {
      case "data" -> readData(uri, decoding);
      case "file" -> files.readNamed(SourceText.path(uri), decoding);
      case "http", "https" -> urls.fetch(uri, limits, decoding);
      default ->
          throw new ImageRejectedException(
              ImageRejectedException.Reason.MALFORMED_SOURCE,
              "%s: a picture is read from data:, file:, http: and https: URIs only."
                  .formatted(SourceText.describe(uri)));
    };
  }

  /** RFC 2397, base64 only: {@code data:image/png;base64,…}. */
  private byte[] readData(URI uri, Decoding decoding) {
    String text = uri.getSchemeSpecificPart();
    int comma = text.indexOf(',');
    if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE,
          SourceText.describe(uri) + ": only base64 is read, as in 'data:image/png;base64,…'.");
    }
    String body = text.substring(comma + 1);
    // Before it is decoded: four characters are three bytes, the last two of which may be padding.
    limits.checkBytes(body.length() / 4L * 3L - 2, SourceText.describe(uri));
    // The text, without white space, as bytes, and decoded.
    decoding.arrive(4L * body.length(), Origin.HERE, SourceText.describe(uri));
    byte[] bytes = SourceText.decodeBase64(body);
    limits.checkBytes(bytes.length, SourceText.describe(uri));
    return bytes;
  }
}
