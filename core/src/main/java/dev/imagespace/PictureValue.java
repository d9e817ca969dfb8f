package dev.imagespace;

import dev.imagespace.image.ImageSource;
import java.net.URI;
import java.nio.file.Path;

/** The types in which a record may hold a picture. */
final class PictureValue {
  static final String ACCEPTED = "ImageSource, Path, URI, byte[] or String";

  private PictureValue() {}

  static boolean accepts(Class<?> type) {
    return ImageSource.class.isAssignableFrom(type)
        || Path.class.isAssignableFrom(type)
        || type == URI.class
        || type == byte[].class
        || type == String.class;
  }

  static ImageSource toSource(Object value) {
    if (value instanceof ImageSource source) {
      return source;
    }
    if (value instanceof Path path) {
      return ImageSource.of(path);
    }
    if (value instanceof URI uri) {
      return ImageSource.of(uri);
    }
    if (value instanceof byte[] bytes) {
      return ImageSource.of(bytes);
    }
    if (value instanceof String text) {
      return ImageSource.parse(text);
    }
    throw new InvalidSpaceParamException(
        "A picture field takes %s; got %s.".formatted(ACCEPTED, value.getClass().getName()));
  }
}
