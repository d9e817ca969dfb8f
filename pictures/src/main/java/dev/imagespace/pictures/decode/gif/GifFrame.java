package dev.imagespace.pictures.decode.gif;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a GIF says before the pixels of its first frame.
 *
 * @param screenWidth of the picture: the logical screen, or more where the frame is larger
 * @param colours red, green, blue; null where the palette is the ramp of grays, or missing
 * @param transparentIndex or -1
 * @param interlaced whether every eighth row comes first
 * @param bits of an index in the codes
 * @param pixels where the blocks of codes start
 */
record GifFrame(
    int screenWidth,
    int screenHeight,
    int left,
    int top,
    int width,
    int height,
    byte @Nullable [] colours,
    int transparentIndex,
    boolean interlaced,
    int bits,
    int pixels) {
  private static final int HEADER = 13;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int MOST_BITS = 12;

  /** Pixels of a byte: a code of three bits or more stands for less than 4096. */
  private static final int MOST_UNPACKED = 4096 * 8 / 3;

  static GifFrame read(EncodedImage image) {
    int at = HEADER;
    int flags = image.u8(10);
    byte[] colours = null;
    if ((flags & 0x80) != 0) {
      colours = colours(image, at, flags);
      at += colours.length;
    }
    int transparentIndex = -1;
    while (image.u8(at) != FRAME) {
      image.requireGoingOn();
      int kind = image.u8(at);
      if (kind == TRAILER) {
        throw image.rejected("damaged GIF: it has no frame.");
      }
      if (kind != EXTENSION) {
        // Pillow looks for the next block, whatever stands before it.
        at++;
        continue;
      }
      if (image.u8(at + 1) == GRAPHIC_CONTROL
          && image.u8(at + 2) != 0
          && (image.u8(at + 3) & 1) != 0) {
        transparentIndex = image.u8(at + 6);
      }
      at = skipBlocks(image, at + 2);
    }
    int left = image.u16le(at + 1);
    int top = image.u16le(at + 3);
    int width = image.u16le(at + 5);
    int height = image.u16le(at + 7);
    int frameFlags = image.u8(at + 9);
    int pixels = at + 10;
    if ((frameFlags & 0x80) != 0) {
      colours = colours(image, pixels, frameFlags);
      pixels += colours.length;
    }
    int bits = image.u8(pixels);
    if (bits > MOST_BITS) {
      throw image.rejected("damaged GIF: codes of %d bits.".formatted(bits));
    }
    int screenWidth = Math.max(image.u16le(6), left + width);
    int screenHeight = Math.max(image.u16le(8), top + height);
    image.checkSize(screenWidth, screenHeight);
    image.checkSize(width, height);
    image.checkHolds((long) width * height / MOST_UNPACKED);
    if (image.limitsFrames()) {
      GifFrames.check(image, at);
    }
    return new GifFrame(
        screenWidth,
        screenHeight,
        left,
        top,
        width,
        height,
        isGrayRamp(colours) ? null : colours,
        transparentIndex,
        (frameFlags & 0x40) != 0,
        bits,
        pixels + 1);
  }

  PictureShape shape() {
    return PictureShape.of(colours == null ? Mode.GRAY : Mode.PALETTE, screenWidth, screenHeight)
        .keyed(transparentIndex >= 0);
  }

  /** Whether the codes give the screen as it is. */
  boolean isScreen() {
    return width == screenWidth && height == screenHeight && !interlaced;
  }

  /** The frame as it is read, and its screen. */
  long memory() {
    return (isScreen() ? 0 : (long) width * height) + shape().pixels();
  }

  private static int skipBlocks(EncodedImage image, int at) {
    int length = image.u8(at);
    while (length != 0) {
      image.requireGoingOn();
      at += 1 + length;
      length = image.u8(at);
    }
    return at + 1;
  }

  private static byte[] colours(EncodedImage image, int at, int flags) {
    int length = 3 << ((flags & 7) + 1);
    if (at + length > image.bytes().length) {
      throw image.rejected("truncated: the GIF ends early.");
    }
    return Arrays.copyOfRange(image.bytes(), at, at + length);
  }

  /** Pillow opens such a GIF in mode L, and resizes it smoothly. */
  private static boolean isGrayRamp(byte @Nullable [] colours) {
    for (int i = 0; colours != null && i < colours.length; i++) {
      if ((colours[i] & 0xff) != i / 3) {
        return false;
      }
    }
    return true;
  }
}
