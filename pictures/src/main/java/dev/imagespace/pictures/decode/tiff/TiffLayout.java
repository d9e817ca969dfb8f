package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.BITS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.EXTRA_SAMPLES;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.FILL_ORDER;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.HEIGHT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.ORIENTATION;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.PHOTOMETRIC;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.PLANAR;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.SAMPLES;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.SAMPLE_FORMAT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.WIDTH;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.XMP;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.YCBCR_SUBSAMPLING;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.tiff.TiffDirectory.Field;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a TIFF mean, after Pillow's table of layouts.
 *
 * @param samples of a pixel as they are stored, spare ones included
 * @param format 1 unsigned, 2 signed, 3 floating point
 * @param planes whether each strip holds one sample of its pixels, else all of them
 * @param premultiplied whether the colours are multiplied by alpha
 * @param orientation 1 to 8
 */
record TiffLayout(
    Mode mode,
    int width,
    int height,
    boolean little,
    Photometric photometric,
    int bits,
    int samples,
    int format,
    boolean planes,
    boolean reversedBits,
    boolean premultiplied,
    TiffCompression compression,
    int orientation) {
  private static final int UNSIGNED = 1;
  private static final int SIGNED = 2;
  private static final int FLOATING = 3;

  /** More than any file that means colours; the directory counts no more. */
  private static final int MOST_SAMPLES = 32;

  /** Meanings of the first sample more than the colours need. */
  private static final int NONE = -1;

  private static final int UNSPECIFIED = 0;
  private static final int PREMULTIPLIED_ALPHA = 1;
  private static final int STRAIGHT_ALPHA = 2;
  private static final int COREL_DRAW = 999;

  static TiffLayout of(EncodedImage image, TiffDirectory directory) {
    image.checkSize(directory.first(WIDTH, 0), directory.first(HEIGHT, 0));
    TiffCompression compression = TiffCompression.of(image, directory);
    long photometricTag = directory.first(PHOTOMETRIC, 0);
    Photometric photometric = Photometric.of(photometricTag);
    int samples = (int) Math.max(0, Math.min(100, directory.first(SAMPLES, 1)));
    int bits = same(directory, BITS, 1, samples);
    int format = same(directory, SAMPLE_FORMAT, UNSIGNED, samples);
    int extra = (int) directory.first(EXTRA_SAMPLES, NONE);
    boolean planes = directory.first(PLANAR, 1) == 2 && samples > 1;
    int spare = directory.count(EXTRA_SAMPLES);
    if (planes && spare < samples && directory.isAlways(EXTRA_SAMPLES, UNSPECIFIED, spare)) {
      // Planes that mean nothing need not be read.
      samples -= spare;
      extra = NONE;
    }
    Mode mode = mode(photometric, samples, bits, format, extra);
    if (mode == Mode.YCBCR && !staysYcbcr(directory, compression, planes)) {
      mode = Mode.RGB;
    }
    if (photometric == null
        || mode == null
        || samples > MOST_SAMPLES
        || !compression.holds(bits, samples)) {
      throw image.unsupported(
          "TIFF layout not supported: photometric %d, %d samples of %d bits, format %d, compression %s."
              .formatted(photometricTag, samples, bits, format, compression));
    }
    boolean alpha = mode == Mode.RGBA || mode == Mode.GRAY_ALPHA;
    return new TiffLayout(
        mode,
        (int) directory.first(WIDTH, 0),
        (int) directory.first(HEIGHT, 0),
        directory.little(),
        photometric,
        bits,
        samples,
        format,
        planes,
        directory.first(FILL_ORDER, 1) == 2,
        alpha && extra == PREMULTIPLIED_ALPHA,
        compression,
        orientation(image, directory));
  }

  /** Pillow leaves to libtiff what is packed or subsampled, and gets it as red, green, blue. */
  private static boolean staysYcbcr(
      TiffDirectory directory, TiffCompression compression, boolean planes) {
    return compression == TiffCompression.NONE
        && !planes
        && directory.count(YCBCR_SUBSAMPLING) >= 2
        && directory.isAlways(YCBCR_SUBSAMPLING, 1, 2);
  }

  /** The one value that a tag has for each sample; 0 where they differ. */
  private static int same(TiffDirectory directory, int tag, int otherwise, int samples) {
    long first = directory.first(tag, otherwise);
    return directory.isAlways(tag, first, samples) && first >= 0 && first <= 64 ? (int) first : 0;
  }

  /** Of the tag where it is there and a number, else of XMP. */
  private static int orientation(EncodedImage image, TiffDirectory directory) {
    Field field = directory.fields().get(ORIENTATION);
    Field xmp = directory.fields().get(XMP);
    if (field == null && xmp != null && xmp.size() == 1) {
      return ExifOrientation.choose(
          ExifOrientation.ABSENT,
          ExifOrientation.inXmp(image.bytes(), xmp.at(), xmp.at() + xmp.count()));
    }
    long value = field != null && field.isNumber() ? directory.first(ORIENTATION, 1) : 1;
    return value >= 1 && value <= 8 ? (int) value : ExifOrientation.UPRIGHT;
  }

  /** Null where there is none. */
  private static @Nullable Mode mode(
      @Nullable Photometric photometric, int samples, int bits, int format, int extra) {
    if (photometric == null) {
      return null;
    }
    if (format != UNSIGNED) {
      return samples == 1 && photometric.isGray() ? number(bits, format) : null;
    }
    return switch (photometric) {
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> gray(photometric, samples, bits, extra);
      case RGB -> bits == 8 || bits == 16 ? rgb(samples, extra) : null;
      case PALETTE -> palette(samples, bits, extra);
      case CMYK -> (bits == 8 || bits == 16) && samples >= 4 ? inks(samples, extra) : null;
      case YCBCR -> bits != 8 ? null : samples == 1 ? Mode.GRAY : samples == 3 ? Mode.YCBCR : null;
    };
  }

  /** Numbers that are no levels: Pillow shows those from 0 to 255 as they are, and clips others. */
  private static @Nullable Mode number(int bits, int format) {
    if (format == SIGNED) {
      return bits == 8 ? Mode.GRAY : bits == 16 || bits == 32 ? Mode.INTEGER : null;
    }
    return format == FLOATING && bits == 32 ? Mode.FLOAT : null;
  }

  private static @Nullable Mode gray(Photometric photometric, int samples, int bits, int extra) {
    if (samples == 2 && bits == 8 && photometric == Photometric.BLACK_IS_ZERO) {
      return switch (extra) {
        case UNSPECIFIED -> Mode.GRAY;
        case PREMULTIPLIED_ALPHA, STRAIGHT_ALPHA -> Mode.GRAY_ALPHA;
        default -> null;
      };
    }
    if (samples != 1) {
      return null;
    }
    return switch (bits) {
      case 1 -> Mode.BILEVEL;
      case 2, 4, 8 -> Mode.GRAY;
      case 12 -> photometric == Photometric.BLACK_IS_ZERO ? Mode.GRAY16 : null;
      case 16 -> Mode.GRAY16;
      case 32 -> photometric == Photometric.BLACK_IS_ZERO ? Mode.INTEGER : null;
      default -> null;
    };
  }

  private static @Nullable Mode rgb(int samples, int extra) {
    if (samples == 3) {
      return Mode.RGB;
    }
    if (samples < 3) {
      return null;
    }
    return switch (extra) {
      case UNSPECIFIED -> Mode.RGB;
      case NONE -> samples == 4 ? Mode.RGBA : null;
      case PREMULTIPLIED_ALPHA, STRAIGHT_ALPHA, COREL_DRAW -> Mode.RGBA;
      default -> null;
    };
  }

  private static @Nullable Mode palette(int samples, int bits, int extra) {
    if (samples == 2 && bits == 8) {
      return extra == UNSPECIFIED ? Mode.PALETTE : extra == STRAIGHT_ALPHA ? Mode.RGBA : null;
    }
    boolean packed = bits == 1 || bits == 2 || bits == 4 || bits == 8;
    return samples == 1 && packed ? Mode.PALETTE : null;
  }

  private static @Nullable Mode inks(int samples, int extra) {
    return samples == 4 || extra == UNSPECIFIED ? Mode.CMYK : null;
  }

  /** Of the picture upright. */
  PictureShape shape() {
    boolean swapped = orientation >= 5;
    return PictureShape.of(mode, swapped ? height : width, swapped ? width : height);
  }

  /** Samples of a pixel that are stored together. */
  int together() {
    return planes ? 1 : samples;
  }

  /** Bytes of a row of so many pixels as it is stored. */
  int rowBytes(int pixels) {
    return Math.toIntExact(((long) pixels * together() * bits + 7) / 8);
  }

  /** Whether stored rows are rows of the picture as they are. */
  boolean isPlain() {
    return bits == 8
        && !planes
        && samples == mode.bytesPerPixel()
        && !isInverted()
        && !isConvertedYcbcr();
  }

  /** Whether luma and chroma become red, green, blue here. */
  boolean isConvertedYcbcr() {
    return photometric == Photometric.YCBCR && mode == Mode.RGB;
  }

  /** Whether 0 is white. */
  boolean isInverted() {
    return photometric == Photometric.WHITE_IS_ZERO
        && (mode == Mode.BILEVEL || mode == Mode.GRAY)
        && format == UNSIGNED;
  }
}
