package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a PNG that matter here.
 *
 * @param essential the file less every chunk that is not needed for the raw pixels: profiles and
 *     gamma would change them, tRNS would add a band, compressed texts may be bombs
 * @param colours of PLTE, as red, green, blue, 256 at most
 * @param transparency of tRNS, 256 bytes at most
 */
record PngChunks(
    int width,
    int height,
    int depth,
    int colourType,
    Excerpt essential,
    byte @Nullable [] colours,
    byte @Nullable [] transparency,
    int orientation) {
  private static final int SIGNATURE = 8;
  private static final int AROUND_DATA = 12;

  /** Deflate never makes more than 1032 bytes of one. */
  private static final int MOST_INFLATED = 1_032;

  /** Some writers declare more than 256 colours; the reader allocates what they declare. */
  private static final int MOST_PALETTE = 1 << 16;

  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int ACTL = 0x6163544c;
  private static final int TRNS = 0x74524e53;
  private static final int EXIF = 0x65584966;
  private static final byte[] END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  static PngChunks read(EncodedImage image) {
    if (image.bytes().length < SIGNATURE + AROUND_DATA + 13
        || image.u32(SIGNATURE) != 13
        || image.u32(SIGNATURE + 4) != IHDR
        || !isIntact(image, SIGNATURE, 13)) {
      throw image.rejected("damaged PNG header.");
    }
    int header = SIGNATURE + 8;
    checkSize(image, header);
    Walk walk = new Walk(image);
    walk.run();
    return new PngChunks(
        (int) image.u32(header),
        (int) image.u32(header + 4),
        image.u8(header + 8),
        image.u8(header + 9),
        walk.essential,
        walk.colours,
        walk.transparency,
        walk.orientation);
  }

  private static void checkSize(EncodedImage image, int header) {
    long width = image.u32(header);
    long height = image.u32(header + 4);
    image.checkSize(width, height);
    int bits = bands(image.u8(header + 9)) * image.u8(header + 8);
    image.checkHolds((width * bits + 7) / 8 * height / MOST_INFLATED);
  }

  private static int bands(int colourType) {
    return switch (colourType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** The pixels as they are read, and what is made of them where they are not bytes yet. */
  long memory(PictureShape shape) {
    long row = ((long) width * bands(colourType) * depth + 7) / 8;
    return row * height + (depth == 8 ? 0 : shape.bytes());
  }

  private static boolean isIntact(EncodedImage image, int chunk, int length) {
    CRC32 crc = new CRC32();
    crc.update(image.bytes(), chunk + 4, length + 4);
    return crc.getValue() == image.u32(chunk + 8 + length);
  }

  /** One pass over one file. */
  private static final class Walk {
    private final EncodedImage image;
    private final Excerpt essential = new Excerpt();
    private byte @Nullable [] colours;
    private byte @Nullable [] transparency;
    private int orientation = ExifOrientation.UPRIGHT;
    private boolean hasPixels;

    Walk(EncodedImage image) {
      this.image = image;
      essential.add(image.bytes(), 0, SIGNATURE);
    }

    void run() {
      int end = image.bytes().length;
      int at = SIGNATURE;
      boolean ended = false;
      while (!ended && end - at >= AROUND_DATA) {
        image.requireGoingOn();
        long length = image.u32(at);
        int type = (int) image.u32(at + 4);
        if (length > end - at - AROUND_DATA) {
          break;
        }
        accept(at, type, (int) length);
        ended = type == IEND;
        at += AROUND_DATA + (int) length;
      }
      // A missing IEND alone loses no pixel, and Pillow forgives it.
      if (!hasPixels || (!ended && at != end)) {
        throw image.rejected("truncated: the PNG ends early.");
      }
      if (!ended) {
        essential.add(END);
      }
    }

    private void accept(int at, int type, int length) {
      int data = at + 8;
      switch (type) {
        case IHDR -> keepIf(at == SIGNATURE, at, length);
        case PLTE -> {
          if (length > MOST_PALETTE) {
            throw image.rejected("damaged PNG: a palette of %d bytes.".formatted(length));
          }
          keepIf(colours == null, at, length);
          colours = copy(data, length, 3 * 256);
        }
        case IDAT -> {
          hasPixels = true;
          keepIf(true, at, length);
        }
        case IEND -> keepIf(true, at, length);
        case TRNS -> transparency = copy(data, length, 256);
        case ACTL -> image.checkFrames(length >= 4 ? image.u32(data) : 1);
        case EXIF -> orientation = ExifOrientation.in(image, data, data + length);
        default -> {
          // Ancillary: no pixel depends on it.
        }
      }
    }

    private void keepIf(boolean wanted, int at, int length) {
      if (wanted) {
        essential.add(image.bytes(), at, at + AROUND_DATA + length);
      }
    }

    private byte[] copy(int from, int length, int most) {
      return Arrays.copyOfRange(image.bytes(), from, from + Math.min(length, most));
    }
  }
}
