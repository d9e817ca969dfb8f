package dev.imagespace.pictures.ffmpeg.container;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.List;
import java.util.Optional;

/**
 * One item of a file: a coded picture, a way to put some together, or something else.
 *
 * @param type four characters, as {@code hvc1}, {@code av01}, {@code grid}
 * @param extents where its bytes lie, one after the other; none where that is not known
 * @param properties in their order, transformations to be done in that order, too
 * @param foreign type of a property without which it must not be shown, and that is not known
 */
public record Item(
    long id,
    String type,
    List<Extent> extents,
    List<Property> properties,
    Optional<String> foreign) {

  /** Bytes [start, start + length) of the file, which lie within it. */
  public record Extent(int start, int length) {}

  /** The first property of this kind. */
  public <P extends Property> Optional<P> property(Class<P> kind) {
    return properties.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Bytes in all, at most as many as the file has. */
  public int length() {
    return extents.stream().mapToInt(Extent::length).sum();
  }

  /** A copy of its bytes. */
  public byte[] bytes(EncodedImage image) {
    byte[] bytes = new byte[length()];
    int to = 0;
    for (Extent extent : extents) {
      System.arraycopy(image.bytes(), extent.start, bytes, to, extent.length);
      to += extent.length;
    }
    return bytes;
  }
}
