package dev.imagespace;

import dev.imagespace.image.ImageSource;
import java.net.URI;
import java.nio.file.Path;

/** The types that a component of a record may have to hold a picture. */
final class PictureComponent {
  static final String ACCEPTED = "ImageSource, Path, URI, byte[] or String";

  private PictureComponent() {}

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
