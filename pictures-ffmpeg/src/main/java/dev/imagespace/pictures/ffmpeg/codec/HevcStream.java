package dev.imagespace.pictures.ffmpeg.codec;

import dev.imagespace.pictures.decode.EncodedImage;

/** What can be told of an HEVC stream without decoding it. ITU-T H.265, section 7.3.1. */
final class HevcStream {
  /** Types below this one carry parts of pictures. */
  private static final int FIRST_OTHER = 32;

  private HevcStream() {}

  /**
   * Refuses a stream of more than one picture: a decoder would make them all in one call, which
   * nobody could interrupt.
   *
   * @param stream units, each behind its length
   * @param configuration content of box {@code hvcC}
   */
  static void requireOnePicture(EncodedImage image, byte[] stream, byte[] configuration) {
    int lengthBytes = (configuration[21] & 3) + 1;
    int pictures = 0;
    for (int at = 0; at < stream.length; ) {
      long length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (at < stream.length ? stream[at++] & 0xff : 0xff);
      }
      if (length > stream.length - at || length < 3) {
        throw image.rejected("a unit of its HEVC stream is cut off.");
      }
      int type = stream[at] >> 1 & 0x3f;
      int layer = (stream[at] & 1) << 5 | (stream[at + 1] & 0xff) >> 3;
      boolean firstSlice = stream[at + 2] < 0;
      if (type < FIRST_OTHER && layer == 0 && firstSlice) {
        pictures++;
      }
      at += (int) length;
    }
    if (pictures != 1) {
      throw image.rejected("its HEVC stream has %d pictures in place of one.".formatted(pictures));
    }
  }
}
