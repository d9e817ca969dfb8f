package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;

/** The bytes behind a marker, read one after the other. Not thread-safe. */
final class Segment {
  private final EncodedImage image;
  private final int fileEnd;
  private int at;

  /** Bytes that its length leaves. */
  private int left;

  /** Reads the length at {@code at}. */
  Segment(EncodedImage image, int at, int fileEnd) {
    this.image = image;
    this.fileEnd = fileEnd;
    this.at = at;
    left = 2;
    left = u16() - 2;
  }

  int at() {
    return at;
  }

  /** Never negative. */
  int left() {
    return Math.max(0, left);
  }

  /** Where the next segment is looked for. */
  int end() {
    int end = at + left();
    if (end > fileEnd) {
      throw image.rejected("truncated: the JPEG ends early.");
    }
    return end;
  }

  int u8() {
    if (at >= fileEnd) {
      throw image.rejected("truncated: the JPEG ends early.");
    }
    if (left-- <= 0) {
      throw damaged();
    }
    return image.u8(at++);
  }

  int u16() {
    return u8() << 8 | u8();
  }

  byte[] bytes(int count, int padded) {
    byte[] bytes = new byte[padded];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) u8();
    }
    return bytes;
  }

  /** Refuses a length other than that of what was read. */
  void requireEnd() {
    if (left != 0) {
      throw damaged();
    }
  }

  ImageRejectedException damaged() {
    return image.rejected("damaged JPEG header.");
  }

  boolean startsWith(String ascii) {
    return left() >= ascii.length() && end() <= fileEnd && image.hasAt(at, ascii);
  }

  EncodedImage image() {
    return image;
  }
}
