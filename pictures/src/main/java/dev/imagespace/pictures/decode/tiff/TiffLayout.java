package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.BITS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.COMPRESSION;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.EXTRA_SAMPLES;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.HEIGHT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.ORIENTATION;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.PHOTOMETRIC;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.SAMPLES;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.SAMPLE_FORMAT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.WIDTH;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.PictureShape;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the samples of a TIFF are to be read, after Pillow's table of layouts.
 *
 * @param samples of a pixel, spare ones included
 * @param inverted whether 0 is white, or ink is written as light
 */
record TiffLayout(
    Mode mode,
    int width,
    int height,
    int bits,
    int samples,
    long compression,
    boolean inverted,
    int orientation) {
  private static final long NOT_COMPRESSED = 1;
  private static final long LZW = 5;
  private static final int JPEG = 7;
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;
  private static final int YCBCR = 6;

  /** Meanings of a sample more than the colours need. */
  private static final int NONE = -1;

  private static final int UNSPECIFIED = 0;
  private static final int STRAIGHT_ALPHA = 2;
  private static final int COREL_DRAW = 999;

  /** None, CCITT, LZW, JPEG, deflate by its two numbers, PackBits. */
  private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 7L, 8L, 32946L, 32773L);

  static TiffLayout of(EncodedImage image, TiffDirectory directory) {
    image.checkSize(directory.first(WIDTH, 0), directory.first(HEIGHT, 0));
    int photometric = (int) directory.first(PHOTOMETRIC, WHITE_IS_ZERO);
    int samples = (int) Math.min(100, directory.first(SAMPLES, 1));
    int bits = bits(directory);
    long compression = directory.first(COMPRESSION, 1);
    Mode mode = mode(photometric, samples, bits, (int) directory.first(EXTRA_SAMPLES, NONE));
    boolean jpeg = compression == JPEG;
    if (mode == null
        || !COMPRESSIONS.contains(compression)
        || (photometric == YCBCR && !jpeg)
        || !directory.isAlways(SAMPLE_FORMAT, 1)) {
      throw image.unsupported(
          "TIFF layout not supported: photometric %d, %d samples of %d bits, compression %d."
              .formatted(photometric, samples, bits, compression));
    }
    long orientation = directory.first(ORIENTATION, 1);
    return new TiffLayout(
        mode,
        (int) directory.first(WIDTH, 0),
        (int) directory.first(HEIGHT, 0),
        bits,
        samples,
        compression,
        jpeg && photometric == CMYK,
        orientation >= 1 && orientation <= 8 ? (int) orientation : ExifOrientation.UPRIGHT);
  }

  private static int bits(TiffDirectory directory) {
    long first = directory.first(BITS, 1);
    return directory.isAlways(BITS, first) && first >= 0 && first <= 16 ? (int) first : 0;
  }

  /** Null where there is none. */
  private static @Nullable Mode mode(int photometric, int samples, int bits, int extra) {
    if (photometric == WHITE_IS_ZERO || photometric == BLACK_IS_ZERO) {
      return gray(photometric, samples, bits, extra);
    }
    boolean packed = bits == 1 || bits == 2 || bits == 4 || bits == 8;
    if (photometric == PALETTE) {
      return samples == 1 && packed ? Mode.PALETTE : null;
    }
    if (bits != 8 && (bits != 16 || photometric == YCBCR)) {
      return null;
    }
    if (photometric == CMYK) {
      return samples == 4 && extra == NONE ? Mode.CMYK : null;
    }
    if (samples == 3) {
      return photometric == RGB || photometric == YCBCR ? Mode.RGB : null;
    }
    if (photometric != RGB || samples != 4) {
      return null;
    }
    if (extra == UNSPECIFIED) {
      return Mode.RGB;
    }
    return extra == NONE || extra == STRAIGHT_ALPHA || extra == COREL_DRAW ? Mode.RGBA : null;
  }

  private static @Nullable Mode gray(int photometric, int samples, int bits, int extra) {
    if (samples == 2) {
      return bits == 8 && photometric == BLACK_IS_ZERO && extra == STRAIGHT_ALPHA
          ? Mode.GRAY_ALPHA
          : null;
    }
    if (samples != 1) {
      return null;
    }
    return switch (bits) {
      case 1 -> Mode.BILEVEL;
      case 2, 4, 8 -> Mode.GRAY;
      case 16 -> photometric == BLACK_IS_ZERO ? Mode.GRAY16 : null;
      default -> null;
    };
  }

  PictureShape shape() {
    return PictureShape.of(mode, width, height);
  }

  /** Bytes of the samples of so many pixels as they are read. */
  long read(long across, long down) {
    return (across * samples * bits + 7) / 8 * down;
  }

  boolean isCompressed() {
    return compression != NOT_COMPRESSED;
  }

  /** How often the JDK has a strip or tile in memory while it unpacks it, as was measured. */
  int buffers() {
    return compression == LZW ? 3 : isCompressed() ? 2 : 1;
  }

  /** Bytes that are made of them: where samples are not bytes, and where there are spare ones. */
  long made() {
    boolean words = mode == Mode.GRAY16;
    long asBytes = bits == 8 ? 0 : (words ? 2 : samples) * shape().pixels();
    return asBytes + (samples == mode.bytesPerPixel() || words ? 0 : shape().bytes());
  }

  /** Leaves out a fourth sample that is said to mean nothing. */
  byte[] withoutSpare(byte[] pixels) {
    int kept = mode.bytesPerPixel();
    if (samples == kept) {
      return pixels;
    }
    byte[] out = new byte[pixels.length / samples * kept];
    for (int from = 0, to = 0; to < out.length; from += samples, to += kept) {
      System.arraycopy(pixels, from, out, to, kept);
    }
    return out;
  }
}
