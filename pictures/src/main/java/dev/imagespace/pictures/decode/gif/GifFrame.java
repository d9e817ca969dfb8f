package dev.imagespace.pictures.decode.gif;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a GIF says before the pixels of its first frame.
 *
 * @param screenWidth of the picture: the logical screen, or more where the frame is larger
 * @param colours red, green, blue; null where the palette is the ramp of grays, or missing
 * @param transparentIndex or -1
 * @param bits of a pixel as the JDK reads it
 * @param essential the file less what lies between its colours and the frame
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
    int bits,
    Excerpt essential) {
  private static final int HEADER = 13;

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
    Excerpt essential = new Excerpt().add(image.bytes(), 0, at);
    int transparentIndex = -1;
    while (image.u8(at) == 0x21) {
      image.requireGoingOn();
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
    int frameFlags = image.u8(at + 9);
    if ((frameFlags & 0x80) != 0) {
      colours = colours(image, at + 10, frameFlags);
    }
    int screenWidth = Math.max(image.u16le(6), left + width);
    int screenHeight = Math.max(image.u16le(8), top + height);
    image.checkSize(screenWidth, screenHeight);
    image.checkSize(width, height);
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
        transparentIndex,
        colours == null ? 8 : bits(colours.length / 3),
        essential.add(image.bytes(), at, image.bytes().length));
  }

  /** As few as an index model of the JDK can have for so many colours. */
  private static int bits(int colours) {
    return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
  }

  PictureShape shape() {
    return PictureShape.of(colours == null ? Mode.GRAY : Mode.PALETTE, screenWidth, screenHeight)
        .keyed(transparentIndex >= 0);
  }

  /** The frame as it is read, then as bytes, then on its screen. */
  long memory() {
    long pixels = (long) width * height;
    long read = bits == 8 ? 0 : ((long) width * bits + 7) / 8 * height;
    boolean isScreen = width == screenWidth && height == screenHeight;
    return read + pixels + (isScreen ? 0 : shape().pixels());
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
