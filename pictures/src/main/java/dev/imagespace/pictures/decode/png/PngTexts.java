package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Texts in which an orientation may be: EXIF in hexadecimal digits, as ImageMagick writes it, and
 * XMP. Of one file; not thread-safe.
 */
final class PngTexts {
  private static final int COMPRESSED_TEXT = 0x7a545874;
  private static final int INTERNATIONAL_TEXT = 0x69545874;

  /** A compressed text may be a bomb: more of it says nothing, as Pillow has it. */
  private static final int LONGEST = 1 << 20;

  private static final byte[] RAW_EXIF = ascii("Raw profile type exif");
  private static final byte[] XMP = ascii("XML:com.adobe.xmp");

  /** Lines before the digits. */
  private static final int LINES = 3;

  private final EncodedImage image;
  private int exif = ExifOrientation.ABSENT;
  private int xmp = ExifOrientation.ABSENT;

  PngTexts(EncodedImage image) {
    this.image = image;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** 1 to 8, or {@link ExifOrientation#ABSENT}. */
  int exif() {
    return exif;
  }

  /** 1 to 8, or {@link ExifOrientation#ABSENT}. */
  int xmp() {
    return xmp;
  }

  /** A chunk tEXt, zTXt or iTXt. */
  void accept(int type, int from, int length) {
    if (isOf(RAW_EXIF, from, length)) {
      byte[] digits = text(type, from + RAW_EXIF.length + 1, from + length);
      byte[] bytes = fromDigits(digits);
      exif = ExifOrientation.find(bytes, 0, bytes.length);
    } else if (isOf(XMP, from, length)) {
      byte[] text = text(type, from + XMP.length + 1, from + length);
      xmp = ExifOrientation.inXmp(text, 0, text.length);
    }
  }

  private boolean isOf(byte[] key, int from, int length) {
    int end = from + key.length;
    return length > key.length
        && Arrays.equals(image.bytes(), from, end, key, 0, key.length)
        && image.u8(end) == 0;
  }

  /** What stands behind the key, a flag, a method, a language and the key in it. */
  private byte[] text(int type, int start, int end) {
    int from = start;
    boolean compressed = type == COMPRESSED_TEXT;
    if (type == INTERNATIONAL_TEXT) {
      compressed = from < end && image.u8(from) != 0;
      from += 2;
      for (int i = 0; i < 2; i++) {
        while (from < end && image.u8(from) != 0) {
          from++;
        }
        from++;
      }
    } else if (compressed) {
      from++;
    }
    if (from >= end) {
      return new byte[0];
    }
    return compressed ? inflated(from, end) : Arrays.copyOfRange(image.bytes(), from, end);
  }

  private byte[] inflated(int from, int end) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(image.bytes(), from, end - from);
      byte[] out = new byte[(int) Math.min(LONGEST, 16 + 1032L * (end - from))];
      return Arrays.copyOf(out, inflater.inflate(out));
    } catch (DataFormatException e) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  /** Pairs of digits behind the third line; none where something else stands there. */
  private static byte[] fromDigits(byte[] text) {
    byte[] out = new byte[text.length / 2];
    int lines = 0;
    int digits = 0;
    for (byte each : text) {
      if (each == '\n') {
        lines++;
      } else if (lines >= LINES) {
        int digit = Character.digit(each, 16);
        if (digit < 0 && !Character.isWhitespace(each)) {
          return new byte[0];
        }
        if (digit >= 0 && digits / 2 < out.length) {
          out[digits / 2] |= (byte) (digit << (digits % 2 == 0 ? 4 : 0));
          digits++;
        }
      }
    }
    return Arrays.copyOf(out, digits / 2);
  }
}
