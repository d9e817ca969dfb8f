package dev.imagespace.pictures.ffmpeg.container;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;

/** Reads numbers of one box, the high byte first, and never beyond its end. */
final class Cursor {
  private final EncodedImage image;
  private final int end;
  private int at;

  /** Reads bytes [start, end) of the file, which lie within it. */
  Cursor(EncodedImage image, int start, int end) {
    this.image = image;
    this.at = start;
    this.end = end;
  }

  int at() {
    return at;
  }

  int left() {
    return end - at;
  }

  void skip(int bytes) {
    take(bytes);
  }

  int u8() {
    return image.u8(take(1));
  }

  int u16() {
    return image.u16(take(2));
  }

  long u32() {
    return image.u32(take(4));
  }

  /**
   * A number of 0, 4 or 8 bytes, as tables of places have them; negative where it needs 64 bits.
   */
  long number(int bytes) {
    return switch (bytes) {
      case 0 -> 0;
      case 4 -> u32();
      case 8 -> u32() << 32 | u32();
      default -> throw image.rejected("numbers of %d bytes in a table of places.".formatted(bytes));
    };
  }

  /** Identifier of an item: 16 bits in old versions of a box, 32 in new ones. */
  long id(boolean wide) {
    return wide ? u32() : u16();
  }

  String fourCharacters() {
    int from = take(4);
    StringBuilder text = new StringBuilder(4);
    for (int i = from; i < from + 4; i++) {
      text.append((char) image.u8(i));
    }
    return text.toString();
  }

  /** Up to the next zero byte, or the end. */
  String text() {
    StringBuilder text = new StringBuilder();
    while (left() > 0) {
      int next = u8();
      if (next == 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private int take(int bytes) {
    if (bytes > left()) {
      throw truncated();
    }
    int from = at;
    at += bytes;
    return from;
  }

  private ImageRejectedException truncated() {
    return image.rejected("a box ends before its content does.");
  }
}
