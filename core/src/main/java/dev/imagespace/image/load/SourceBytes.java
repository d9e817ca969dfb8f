package dev.imagespace.image.load;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.load.MemoryInFlight.Origin;
import dev.imagespace.image.notation.Base64Text;
import dev.imagespace.image.notation.UriText;
import dev.imagespace.image.url.UrlLoader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the encoded bytes of a source, never more than the limit. Thread-safe. */
record SourceBytes(ImageLimits limits, FileBytes files, StreamBytes streams, UrlLoader urls) {

  SourceRead read(ImageSource source, Decoding decoding) {
    String name = source.describe();
    if (source instanceof ImageSource.File file) {
      return new SourceRead(files.read(file.path(), name, decoding));
    }
    if (source instanceof ImageSource.NamedFile file) {
      return new SourceRead(files.readNamed(file.path(), name, decoding));
    }
    if (source instanceof ImageSource.Uri uri) {
      return new SourceRead(readUri(uri.uri(), name, decoding));
    }
    if (source instanceof ImageSource.Stream stream) {
      return streams.read(stream.opener(), name, decoding);
    }
    ImageSource.Bytes bytes = (ImageSource.Bytes) source;
    limits.checkBytes(bytes.length(), name);
    // The source keeps its own.
    decoding.arrive(bytes.length(), Origin.HERE, name);
    return new SourceRead(bytes.bytes());
  }

  private byte[] readUri(URI uri, String name, Decoding decoding) {
    return switch (UriText.scheme(uri)) {
      case "data" -> readData(uri, name, decoding);
      case "file" -> read(new ImageSource.NamedFile(path(uri, name)), decoding).bytes();
      case "http", "https" ->
          urls.fetch(
              uri,
              name,
              limits,
              (body, length) ->
                  new BoundedRead(limits, decoding, Origin.NETWORK, name).readAll(body, 0, length));
      default ->
          throw new ImageRejectedException(
              ImageRejectedException.Reason.MALFORMED_SOURCE,
              name + ": a picture is read from data:, file:, http: and https: URIs only.");
    };
  }

  private static Path path(URI uri, String name) {
    try {
      return UriText.path(uri);
    } catch (IllegalArgumentException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE, name + ": " + e.getMessage());
    }
  }

  /** RFC 2397, base64 only: {@code data:image/png;base64,…}. */
  private byte[] readData(URI uri, String name, Decoding decoding) {
    String text = uri.getSchemeSpecificPart();
    int comma = text.indexOf(',');
    if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE,
          name + ": only base64 is read, as in 'data:image/png;base64,…'.");
    }
    String body = text.substring(comma + 1);
    // Before it is decoded: four characters are three bytes, the last two of which may be padding.
    limits.checkBytes(body.length() / 4L * 3L - 2, name);
    // The text, without white space, as bytes, and decoded.
    decoding.arrive(4L * body.length(), Origin.HERE, name);
    byte[] bytes = decode(body);
    limits.checkBytes(bytes.length, name);
    return bytes;
  }

  private static byte[] decode(String base64) {
    try {
      return Base64Text.decode(base64);
    } catch (IllegalArgumentException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.MALFORMED_SOURCE, String.valueOf(e.getMessage()));
    }
  }
}
