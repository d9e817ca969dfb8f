package dev.imagespace.pictures.decode.gif;

import dev.imagespace.pictures.decode.EncodedImage;

/** Counts the frames of a GIF, where there may be too many. */
final class GifFrames {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;

  private GifFrames() {}

  /**
   * Refuses more frames than the limit; a file that is damaged behind the first has no more.
   *
   * @param first where the descriptor of the first frame is
   */
  static void check(EncodedImage image, int first) {
    int frames = 0;
    int at = first;
    while (frames <= image.limits().maxFrames() && at < image.bytes().length) {
      image.requireGoingOn();
      int kind = image.u8(at);
      if (kind == FRAME && at + 10 < image.bytes().length) {
        frames++;
        int flags = image.u8(at + 9);
        int colours = (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
        at = skipBlocks(image, at + 10 + colours + 1);
      } else if (kind == EXTENSION) {
        at = skipBlocks(image, at + 2);
      } else {
        break;
      }
    }
    image.checkFrames(frames);
  }

  private static int skipBlocks(EncodedImage image, int at) {
    while (at < image.bytes().length && image.u8(at) != 0) {
      image.requireGoingOn();
      at += 1 + image.u8(at);
    }
    return at + 1;
  }
}
