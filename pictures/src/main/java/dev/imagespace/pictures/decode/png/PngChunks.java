package dev.imagespace.pictures.decode.png;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a PNG that matter here.
 *
 * @param data where the pixels start
 * @param colours of PLTE, as red, green, blue, 256 at most
 * @param transparency of tRNS, 256 bytes at most
 */
record PngChunks(
    PngHeader header,
    int data,
    byte @Nullable [] colours,
    byte @Nullable [] transparency,
    int orientation) {
  static final int IDAT = 0x49444154;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int IEND = 0x49454e44;
  private static final int ACTL = 0x6163544c;
  private static final int TRNS = 0x74524e53;
  private static final int EXIF = 0x65584966;
  private static final int TEXT = 0x74455874;
  private static final int COMPRESSED_TEXT = 0x7a545874;
  private static final int INTERNATIONAL_TEXT = 0x69545874;
  private static final int SIGNATURE = 8;

  /** Deflate never makes more than 1032 bytes of one. */
  private static final int MOST_INFLATED = 1_032;

  static PngChunks read(EncodedImage image) {
    Walk walk = new Walk(image);
    walk.toPixels();
    walk.behindPixels();
    return walk.chunks();
  }

  /** One pass over one file. */
  private static final class Walk {
    private final EncodedImage image;
    private final PngTexts texts;
    private int at = SIGNATURE;
    private @Nullable PngHeader header;
    private int data;
    private byte @Nullable [] colours;
    private byte @Nullable [] transparency;
    private int exif = ExifOrientation.ABSENT;

    Walk(EncodedImage image) {
      this.image = image;
      texts = new PngTexts(image);
    }

    /** Up to the first chunk of pixels each chunk must be whole, to the last bit. */
    void toPixels() {
      while (true) {
        image.requireGoingOn();
        if (image.bytes().length - at < 8) {
          throw header == null ? noHeader() : image.rejected("truncated: the PNG ends early.");
        }
        int type = (int) image.u32(at + 4);
        long length = image.u32(at);
        if (type == IDAT) {
          break;
        }
        if (type == IEND || !isName(at + 4)) {
          throw image.rejected("damaged PNG: it has no pixels.");
        }
        if (length > image.bytes().length - at - 12) {
          throw header == null ? noHeader() : image.rejected("truncated: the PNG ends early.");
        }
        if (!isIntact(at, (int) length)) {
          throw type == IHDR
              ? noHeader()
              : image.rejected(
                  "damaged PNG: the checksum of chunk %s is wrong.".formatted(name(at + 4)));
        }
        accept(type, at + 8, (int) length);
        at += 12 + (int) length;
      }
      if (header == null) {
        throw noHeader();
      }
      data = at;
    }

    /** Behind them a chunk that is cut is a cut file; one that is no chunk ends the file. */
    void behindPixels() {
      int size = image.bytes().length;
      boolean pixels = true;
      while (size - at >= 8 && isName(at + 4)) {
        image.requireGoingOn();
        int type = (int) image.u32(at + 4);
        long length = image.u32(at);
        pixels &= type == IDAT;
        if (type == IEND || (pixels && length > size - at - 8)) {
          return;
        }
        if (length > size - at - 8) {
          throw image.rejected("truncated: the PNG ends early.");
        }
        if (type != PLTE && type != IHDR && type != ACTL) {
          accept(type, at + 8, (int) length);
        }
        at = (int) Math.min(size, at + 12 + length);
      }
    }

    PngChunks chunks() {
      if (header == null) {
        throw noHeader();
      }
      int found = exif == ExifOrientation.ABSENT ? texts.exif() : exif;
      return new PngChunks(
          header, data, colours, transparency, ExifOrientation.choose(found, texts.xmp()));
    }

    private void accept(int type, int from, int length) {
      switch (type) {
        case IHDR -> header = header(from, length);
        case PLTE -> colours = copy(from, length, 3 * 256);
        case TRNS -> transparency = copy(from, length, 256);
        case ACTL -> countFrames(from, length);
        case EXIF -> exif = ExifOrientation.find(image.bytes(), from, from + length);
        case TEXT, COMPRESSED_TEXT, INTERNATIONAL_TEXT -> texts.accept(type, from, length);
        default -> {
          // Ancillary: no pixel depends on it.
        }
      }
    }

    private PngHeader header(int from, int length) {
      if (length < 13) {
        throw noHeader();
      }
      PngHeader read = PngHeader.read(image, from);
      image.checkHolds(read.inflated() / MOST_INFLATED);
      return read;
    }

    private void countFrames(int from, int length) {
      if (length >= 4 && image.limitsFrames()) {
        image.checkFrames(image.u32(from));
      }
    }

    private byte[] copy(int from, int length, int most) {
      return Arrays.copyOfRange(image.bytes(), from, from + Math.min(length, most));
    }

    private boolean isIntact(int chunk, int length) {
      CRC32 crc = new CRC32();
      crc.update(image.bytes(), chunk + 4, length + 4);
      return crc.getValue() == image.u32(chunk + 8 + length);
    }

    private boolean isName(int from) {
      for (int i = from; i < from + 4; i++) {
        int c = image.u8(i);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && c != '_') {
          return false;
        }
      }
      return true;
    }

    private String name(int from) {
      return "%c%c%c%c"
          .formatted(image.u8(from), image.u8(from + 1), image.u8(from + 2), image.u8(from + 3));
    }

    private ImageRejectedException noHeader() {
      return image.rejected("damaged PNG header.");
    }
  }
}
