package dev.imagespace.pictures.decode;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it was stored, with all that a decoder needs to refuse it in words.
 *
 * @param name of the source, for messages
 * @param budget time and memory that it may take
 */
public record EncodedImage(byte[] bytes, String name, ImageLimits limits, DecodeBudget budget) {

  /** What decoding takes whatever the picture: tables, rows, buffers of the readers. */
  private static final long ALWAYS = 400_000;

  /** A picture that takes what time and memory it likes. */
  public EncodedImage(byte[] bytes, String name, ImageLimits limits) {
    this(bytes, name, limits, DecodeBudget.UNLIMITED);
  }

  public ImageRejectedException rejected(String why) {
    return new ImageRejectedException(ImageRejectedException.Reason.DAMAGED, name + ": " + why);
  }

  public ImageRejectedException rejected(String why, @Nullable Throwable cause) {
    return new ImageRejectedException(
        ImageRejectedException.Reason.DAMAGED, name + ": " + why, cause);
  }

  public ImageRejectedException unsupported(String why) {
    return new ImageRejectedException(ImageRejectedException.Reason.UNSUPPORTED, name + ": " + why);
  }

  public ImageRejectedException tooLarge(String why) {
    return new ImageRejectedException(ImageRejectedException.Reason.TOO_LARGE, name + ": " + why);
  }

  /**
   * To be called whenever a decoder has done as much as a file of few bytes can ask of it.
   *
   * @throws CancellationException if nobody waits for the picture any more
   */
  public void requireGoingOn() {
    if (budget.isStopped()) {
      throw new CancellationException("The decoder is past its deadline");
    }
  }

  /**
   * Waits for memory, before anything of the size of the picture is allocated.
   *
   * @param decoding bytes at the worst moment of decoding, the decoded samples included
   */
  public void reserve(PictureShape shape, long decoding) {
    reserve(Math.max(decoding, shape.bytes() + budget.inUse(shape)));
  }

  /**
   * The same for what the shape of the picture does not tell.
   *
   * @param most bytes in all, but for the encoded ones
   */
  public void reserve(long most) {
    budget.reserve(bytes.length + ALWAYS + most, name);
  }

  /** To be called with the numbers of the header. */
  public void checkSize(long width, long height) {
    if (width <= 0 || height <= 0) {
      throw rejected("image has no pixels: %d×%d.".formatted(width, height));
    }
    if (Math.max(width, height) > limits.maxSide()) {
      throw tooLarge(
          "image is %d×%d pixels; the limit is %d pixels a side. Raise 'imagespace.image.max-side' to accept it."
              .formatted(width, height, limits.maxSide()));
    }
    if (width * height > limits.maxPixels()) {
      throw tooLarge(
          "image is %d×%d pixels; the limit is %d pixels. Raise 'imagespace.image.max-pixels' to accept it."
              .formatted(width, height, limits.maxPixels()));
    }
    budget.expect(width * height);
  }

  /** Whether it is worth while to count them. */
  public boolean limitsFrames() {
    return limits.maxFrames() != Integer.MAX_VALUE;
  }

  /** To be called with the frames that the file declares or has, if it may have several. */
  public void checkFrames(long frames) {
    if (frames > limits.maxFrames()) {
      throw tooLarge(
          "image has more than the limit of %d frames. Raise 'imagespace.image.max-frames' to accept it; only the first is read."
              .formatted(limits.maxFrames()));
    }
  }

  /**
   * Refuses a small file that claims to be a large picture before its pixels are allocated.
   *
   * @param least bytes in which the format can hold a picture of its size
   */
  public void checkHolds(long least) {
    if (bytes.length < least) {
      throw rejected(
          "truncated: %d bytes cannot hold the pixels that the header promises."
              .formatted(bytes.length));
    }
  }

  public boolean startsWith(int... magic) {
    return hasAt(0, magic);
  }

  public boolean hasAt(int offset, int... expected) {
    if (offset < 0 || expected.length > bytes.length - offset) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (u8(offset + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  public boolean hasAt(int offset, String ascii) {
    return hasAt(offset, ascii.chars().toArray());
  }

  public int u8(int at) {
    return bytes[at] & 0xff;
  }

  public int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  public int u16le(int at) {
    return u8(at + 1) << 8 | u8(at);
  }

  public long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  public int i32le(int at) {
    return u16le(at + 2) << 16 | u16le(at);
  }
}
