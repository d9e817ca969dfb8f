package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.EncodedImage;

/**
 * Indices in runs. As in Pillow, pixels that are jumped over are of index 0, and a picture that
 * ends before its last row is refused. Not thread-safe.
 */
final class BmpRuns {
  private static final int END_OF_ROW = 0;
  private static final int END_OF_PICTURE = 1;
  private static final int JUMP = 2;

  private final EncodedImage image;
  private final boolean four;
  private final int width;
  private int at;

  /** Indices in the order in which they are stored. */
  private final byte[] out;

  private int to;

  /** In the row, also beyond it. */
  private int column;

  BmpRuns(EncodedImage image, BmpHeader bmp, byte[] out) {
    this.image = image;
    this.four = bmp.packing().runLength() == 4;
    this.width = bmp.width();
    this.at = (int) Math.min(image.bytes().length, bmp.pixels());
    this.out = out;
  }

  void unpack() {
    boolean ended = false;
    while (to < out.length && !ended && image.bytes().length - at >= 2) {
      image.requireGoingOn();
      int count = image.u8(at);
      int value = image.u8(at + 1);
      at += 2;
      if (count > 0) {
        run(Math.max(0, Math.min(count, width - column)), value);
      } else {
        ended = !escape(value);
      }
    }
    if (to < out.length) {
      throw image.rejected("truncated or damaged BMP: its pixels end early.");
    }
  }

  private void run(int count, int value) {
    int end = Math.min(out.length, to + count);
    for (int i = 0; to < end; i++) {
      out[to++] = (byte) (!four ? value : i % 2 == 0 ? value >> 4 : value & 0xf);
    }
    column += count;
  }

  /** False where nothing comes any more. */
  private boolean escape(int value) {
    switch (value) {
      case END_OF_ROW -> {
        to = Math.min(out.length, (to + width - 1) / width * width);
        column = 0;
        return true;
      }
      case END_OF_PICTURE -> {
        return false;
      }
      case JUMP -> {
        if (image.bytes().length - at < 2) {
          return false;
        }
        long jumped = (long) to + image.u8(at) + (long) image.u8(at + 1) * width;
        to = (int) Math.min(out.length, jumped);
        column = to % width;
        at += 2;
        return true;
      }
      default -> {
        return literal(value);
      }
    }
  }

  private boolean literal(int count) {
    int wanted = Math.min(out.length - to, count);
    int length = four ? (wanted + 1) / 2 : wanted;
    int present = Math.min(length, image.bytes().length - at);
    for (int i = 0; i < wanted && (four ? i / 2 : i) < present; i++) {
      int value = image.u8(at + (four ? i / 2 : i));
      out[to++] = (byte) (!four ? value : i % 2 == 0 ? value >> 4 : value & 0xf);
    }
    at += present;
    column += count;
    // To an even place in the file.
    at += at & 1;
    return present == length;
  }
}
