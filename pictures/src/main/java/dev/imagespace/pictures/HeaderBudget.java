package dev.imagespace.pictures;

import dev.imagespace.pictures.decode.DecodeBudget;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has no memory for any picture: a decoder that asks for it has read the header, and ends there. Of
 * one picture; not thread-safe.
 */
final class HeaderBudget implements DecodeBudget {
  private @Nullable PictureShape shape;

  /** Thrown where the shape of the picture is known. */
  static final class Known extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Known() {
      super("The header is known", null, false, false);
    }
  }

  /** What the decoder finds out before it asks for memory, or else of what it decoded. */
  PictureHeader header(String format, Supplier<DecodedImage> decoder) {
    try {
      DecodedImage image = decoder.get();
      return new PictureHeader(format, image.mode(), image.width(), image.height());
    } catch (Known e) {
      if (shape == null) {
        throw e;
      }
      return new PictureHeader(format, shape.mode(), shape.width(), shape.height());
    }
  }

  @Override
  public boolean isStopped() {
    return false;
  }

  @Override
  public void expect(long pixels) {}

  @Override
  public void reserve(long bytes, String name) {
    if (shape != null) {
      throw new Known();
    }
  }

  @Override
  public long inUse(PictureShape asked) {
    shape = asked;
    return 0;
  }
}
