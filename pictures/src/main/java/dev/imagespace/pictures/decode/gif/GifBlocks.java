package dev.imagespace.pictures.decode.gif;

import dev.imagespace.pictures.decode.EncodedImage;

/**
 * Codes in blocks of at most 255 bytes, the low bit first. Blocks that are cut by the end of the
 * file do not count, and one of no length is passed over, as Pillow does. Not thread-safe.
 */
final class GifBlocks {
  private final byte[] bytes;

  /** Of the next byte. */
  private int at;

  /** Of the next length. */
  private int next;

  private int buffer;
  private int buffered;

  /**
   * Starts at a block.
   *
   * @param start of its length
   */
  GifBlocks(EncodedImage image, int start) {
    bytes = image.bytes();
    at = start;
    next = start;
  }

  /** The next code, or -1 where the file ends. */
  int read(int bits) {
    while (buffered < bits) {
      if (at == next && !openBlock()) {
        return -1;
      }
      buffer |= (bytes[at++] & 0xff) << buffered;
      buffered += 8;
    }
    int code = buffer & (1 << bits) - 1;
    buffer >>>= bits;
    buffered -= bits;
    return code;
  }

  private boolean openBlock() {
    while (at < bytes.length) {
      int length = bytes[at] & 0xff;
      if (length > bytes.length - at - 1) {
        return false;
      }
      at++;
      next = at + length;
      if (length > 0) {
        return true;
      }
    }
    return false;
  }
}
