package dev.imagespace.pictures.ffmpeg.codec;

import dev.imagespace.pictures.decode.EncodedImage;

/**
 * The size in an AV1 stream, section 5.5.1 of its specification: no frame may be larger.
 *
 * @param width largest of a frame, in pixels
 * @param height largest of a frame, in pixels
 */
record Av1SequenceHeader(int width, int height) {

  /** Reads bytes [start, end) of a stream. */
  static Av1SequenceHeader read(EncodedImage image, byte[] stream, int start, int end) {
    Bits bits = new Bits(image, stream, start, end);
    bits.skip(4);
    if (bits.next(1) == 1) {
      bits.skip(5);
    } else {
      operatingPoints(bits);
    }
    int widthBits = bits.next(4) + 1;
    int heightBits = bits.next(4) + 1;
    return new Av1SequenceHeader(bits.next(widthBits) + 1, bits.next(heightBits) + 1);
  }

  private static void operatingPoints(Bits bits) {
    int delayBits = 0;
    if (bits.next(1) == 1) {
      bits.skip(64);
      if (bits.next(1) == 1) {
        bits.skipUvlc();
      }
      if (bits.next(1) == 1) {
        delayBits = bits.next(5) + 1;
        bits.skip(42);
      }
    }
    boolean displayDelay = bits.next(1) == 1;
    int points = bits.next(5) + 1;
    for (int i = 0; i < points; i++) {
      bits.skip(12);
      if (bits.next(5) > 7) {
        bits.skip(1);
      }
      if (delayBits > 0 && bits.next(1) == 1) {
        bits.skip(2 * delayBits + 1);
      }
      if (displayDelay && bits.next(1) == 1) {
        bits.skip(4);
      }
    }
  }

  void requireWithin(EncodedImage image, int mostWidth, int mostHeight) {
    if (width > mostWidth || height > mostHeight) {
      throw image.rejected(
          "its AV1 stream is %d×%d pixels, and its file says %d×%d."
              .formatted(width, height, mostWidth, mostHeight));
    }
  }

  /** Bits of bytes, the high one first. */
  private static final class Bits {
    private final EncodedImage image;
    private final byte[] bytes;
    private final long end;
    private long at;

    Bits(EncodedImage image, byte[] bytes, int start, int end) {
      this.image = image;
      this.bytes = bytes;
      this.at = 8L * start;
      this.end = 8L * end;
    }

    int next(int count) {
      int value = 0;
      for (int i = 0; i < count; i++) {
        if (at >= end) {
          throw image.rejected("the header of its AV1 stream is cut off.");
        }
        value = value << 1 | (bytes[(int) (at >> 3)] >> (7 - (int) (at & 7)) & 1);
        at++;
      }
      return value;
    }

    void skip(int count) {
      at += count;
    }

    void skipUvlc() {
      int zeros = 0;
      while (next(1) == 0) {
        zeros++;
      }
      skip(zeros < 32 ? zeros : 0);
    }
  }
}
