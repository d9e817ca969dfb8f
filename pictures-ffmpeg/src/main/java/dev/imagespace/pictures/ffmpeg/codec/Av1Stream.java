package dev.imagespace.pictures.ffmpeg.codec;

import dev.imagespace.pictures.decode.EncodedImage;

/** What can be told of an AV1 stream without decoding it. AV1 specification, section 5. */
final class Av1Stream {
  private static final int SEQUENCE_HEADER = 1;
  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;

  /** A picture has one frame, or a few where it comes in layers. */
  private static final int MOST_FRAMES = 8;

  private final EncodedImage image;
  private final byte[] stream;
  private int at;

  private Av1Stream(EncodedImage image, byte[] stream) {
    this.image = image;
    this.stream = stream;
  }

  /**
   * Refuses a stream that says to be larger than its file does, as libaom would allocate it
   * whatever it is asked, and one of many frames, which a decoder would make in one call.
   */
  static void requireOnePicture(EncodedImage image, byte[] stream, int width, int height) {
    new Av1Stream(image, stream).check(width, height);
  }

  private void check(int width, int height) {
    int frames = 0;
    boolean sequence = false;
    while (at < stream.length) {
      int header = next();
      int type = header >> 3 & 15;
      if ((header & 4) != 0) {
        next();
      }
      int length = (header & 2) != 0 ? leb128() : stream.length - at;
      if (length > stream.length - at) {
        throw cutOff();
      }
      if (type == SEQUENCE_HEADER) {
        sequence = true;
        Av1SequenceHeader.read(image, stream, at, at + length).requireWithin(image, width, height);
      } else if (type == FRAME_HEADER || type == FRAME) {
        frames++;
      }
      at += length;
    }
    if (!sequence || frames == 0 || frames > MOST_FRAMES) {
      throw image.rejected(
          "its AV1 stream has %s and %d frames."
              .formatted(sequence ? "a header" : "no header", frames));
    }
  }

  private int leb128() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      int part = next();
      value |= (long) (part & 0x7f) << (7 * i);
      if (part < 128) {
        return (int) Math.min(value, Integer.MAX_VALUE);
      }
    }
    throw cutOff();
  }

  private int next() {
    if (at == stream.length) {
      throw cutOff();
    }
    return stream[at++] & 0xff;
  }

  private RuntimeException cutOff() {
    return image.rejected("a unit of its AV1 stream is cut off.");
  }
}
