package dev.imagespace.pictures.ffmpeg.container;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * One box of ISO/IEC 14496-12, section 4.2.
 *
 * @param type four characters
 * @param start of its content within the file
 * @param end of its content
 */
record Box(EncodedImage image, String type, int start, int end) {

  /** The first one of this type in a file; cameras write what they like behind it. */
  static Box first(EncodedImage image, String type) {
    int end = image.bytes().length;
    for (int at = 0; end - at >= 8; ) {
      Box box = at(image, at, end);
      if (box.type.equals(type)) {
        return box;
      }
      at = box.end;
    }
    throw wrongNumber(image, type, 0);
  }

  /** The boxes that lie one after the other in [start, end). */
  static List<Box> in(EncodedImage image, int start, int end) {
    List<Box> boxes = new ArrayList<>();
    for (int at = start; end - at >= 8; ) {
      Box box = at(image, at, end);
      boxes.add(box);
      at = box.end;
    }
    return boxes;
  }

  private static Box at(EncodedImage image, int at, int end) {
    Cursor cursor = new Cursor(image, at, end);
    long size = cursor.u32();
    String type = cursor.fourCharacters();
    if (size == 1) {
      size = cursor.number(8);
    } else if (size == 0) {
      size = (long) end - at;
    }
    if (size < cursor.at() - at || size > end - at) {
      throw image.rejected("a box is longer than the one it lies in, or the file truncated.");
    }
    return new Box(image, type, cursor.at(), at + (int) size);
  }

  /** The boxes within this one. */
  List<Box> children() {
    return in(image, start, end);
  }

  /** The boxes within this one, which begins with version and flags. */
  List<Box> childrenOfFull() {
    Cursor cursor = cursor();
    cursor.skip(4);
    return in(image, cursor.at(), end);
  }

  Cursor cursor() {
    return new Cursor(image, start, end);
  }

  /** The one of this type. */
  static Box only(EncodedImage image, List<Box> boxes, String type) {
    List<Box> found = boxes.stream().filter(box -> box.type.equals(type)).toList();
    if (found.size() != 1) {
      throw wrongNumber(image, type, found.size());
    }
    return found.get(0);
  }

  private static ImageRejectedException wrongNumber(EncodedImage image, String type, int number) {
    return image.rejected("needs one box '%s', and has %d.".formatted(type, number));
  }
}
