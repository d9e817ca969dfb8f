package dev.imagespace.pictures.decode;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds how a camera was held: tag 0x0112 in the TIFF structure that EXIF is, or else in XMP, as
 * Pillow's {@code exif_transpose} does. Stateless.
 */
public final class ExifOrientation {
  public static final int UPRIGHT = 1;

  /** Where nothing is said. */
  public static final int ABSENT = 0;

  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;
  private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};
  private static final Pattern IN_XMP = Pattern.compile("tiff:Orientation(=\"|>)([0-9])");

  private ExifOrientation() {}

  /** Orientation 1 to 8; upright where the block is absent, damaged or says nothing. */
  public static int in(EncodedImage image, int start, int end) {
    return choose(find(image.bytes(), start, end), ABSENT);
  }

  /** What EXIF says, else what XMP says, else upright. */
  public static int choose(int exif, int xmp) {
    return exif != ABSENT ? exif : xmp != ABSENT ? xmp : UPRIGHT;
  }

  /**
   * What a block of EXIF says: a structure of TIFF, behind a prefix or two. Any type of number
   * counts, and one that means no orientation is upright; a byte is none to Pillow.
   *
   * @return 1 to 8, or {@link #ABSENT}
   */
  public static int find(byte[] bytes, int start, int end) {
    int from = start;
    for (int i = 0; i < 2 && startsWith(bytes, from, end, PREFIX); i++) {
      from += PREFIX.length;
    }
    if (end - from < 10) {
      return ABSENT;
    }
    Block block = new Block(bytes, from, end, bytes[from] == 'I');
    return block.isTiff() ? block.find() : ABSENT;
  }

  /** What XMP says, 1 to 8, or {@link #ABSENT}. */
  public static int inXmp(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    Matcher matcher = IN_XMP.matcher(text);
    return matcher.find() ? within(Integer.parseInt(matcher.group(2))) : ABSENT;
  }

  private static int within(double value) {
    return value >= 1 && value <= 8 && value == (int) value ? (int) value : UPRIGHT;
  }

  private static boolean startsWith(byte[] bytes, int from, int end, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (from + i >= end || bytes[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** A structure of TIFF between two places. */
  private record Block(byte[] bytes, int start, int end, boolean little) {

    boolean isTiff() {
      int order = bytes[start];
      int one = bytes[start + 2];
      int two = bytes[start + 3];
      return (order == 'I' || order == 'M')
          && bytes[start + 1] == order
          && ((one == 42 && two == 0) || (one == 0 && two == 42));
    }

    int find() {
      long directory = start + number(start + 4, 4);
      if (!has(directory, 2)) {
        return ABSENT;
      }
      long entries = number((int) directory, 2);
      for (int i = 0; i < entries; i++) {
        long entry = directory + 2 + (long) ENTRY * i;
        if (!has(entry, ENTRY)) {
          return ABSENT;
        }
        int found = number((int) entry, 2) == TAG ? value((int) entry) : ABSENT;
        if (found != ABSENT) {
          return found;
        }
      }
      return ABSENT;
    }

    /** The first value of an entry, where the block has all of them. */
    private int value(int entry) {
      int type = (int) number(entry + 2, 2);
      int size =
          switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16 -> 8;
            default -> 0;
          };
      long count = number(entry + 4, 4);
      long at = entry + 8L;
      if ((long) size * count > 4) {
        at = start + number(entry + 8, 4);
      }
      if (size == 0 || count == 0 || !has(at, (long) size * count)) {
        return ABSENT;
      }
      return within(value((int) at, type, size));
    }

    private double value(int at, int type, int size) {
      long bits = number(at, size);
      return switch (type) {
        case 3, 4, 13, 16 -> bits;
        case 6 -> (byte) bits;
        case 8 -> (short) bits;
        case 9 -> (int) bits;
        case 11 -> Float.intBitsToFloat((int) bits);
        case 12 -> Double.longBitsToDouble(bits);
        case 5, 10 -> (double) number(at, 4) / number(at + 4, 4);
        default -> UPRIGHT;
      };
    }

    private boolean has(long at, long length) {
      return at >= start && at <= end && length <= end - at;
    }

    private long number(int at, int length) {
      long value = 0;
      for (int i = 0; i < length; i++) {
        value = value << 8 | (bytes[little ? at + length - 1 - i : at + i] & 0xff);
      }
      return value;
    }
  }
}
