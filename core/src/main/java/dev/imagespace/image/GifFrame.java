package dev.imagespace.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a GIF says before the pixels of its first frame.
 *
 * @param screenWidth of the picture: the logical screen, or more where the frame is larger
 * @param colours red, green, blue; null where the palette is the ramp of grays, or missing
 * @param transparentIndex or -1
 */
record GifFrame(
    int screenWidth,
    int screenHeight,
    int left,
    int top,
    int width,
    int height,
    byte @Nullable [] colours,
    int transparentIndex) {
  private static final int HEADER = 13;

  /** Pixels of a byte: a code of three bits or more stands for less than 4096. */
  private static final int MOST_UNPACKED = 4096 * 8 / 3;

  static GifFrame read(EncodedImage image) {
    int at = HEADER;
    byte[] colours = null;
    if ((image.u8(10) & 0x80) != 0) {
      colours = colours(image, at, image.u8(10));
      at += colours.length;
    }
    int transparentIndex = -1;
    while (image.u8(at) == 0x21) {
      if (image.u8(at + 1) == 0xf9 && (image.u8(at + 3) & 1) != 0) {
        transparentIndex = image.u8(at + 6);
      }
      at = skipBlocks(image, at + 2);
    }
    if (image.u8(at) != 0x2c) {
      throw image.rejected("damaged GIF: it has no frame.");
    }
    int left = image.u16le(at + 1);
    int top = image.u16le(at + 3);
    int width = image.u16le(at + 5);
    int height = image.u16le(at + 7);
    int flags = image.u8(at + 9);
    if ((flags & 0x80) != 0) {
      colours = colours(image, at + 10, flags);
    }
    int screenWidth = Math.max(image.u16le(6), left + width);
    int screenHeight = Math.max(image.u16le(8), top + height);
    image.checkSize(screenWidth, screenHeight, 16);
    image.checkSize(width, height, 8);
    image.checkHolds((long) width * height / MOST_UNPACKED);
    GifFrames.check(image, at);
    return new GifFrame(
        screenWidth,
        screenHeight,
        left,
        top,
        width,
        height,
        isGrayRamp(colours) ? null : colours,
        transparentIndex);
  }

  private static int skipBlocks(EncodedImage image, int at) {
    int length = image.u8(at);
    while (length != 0) {
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
