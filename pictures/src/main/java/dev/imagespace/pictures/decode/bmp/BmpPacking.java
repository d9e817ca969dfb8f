package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;

/**
 * How a pixel is stored.
 *
 * @param mode of pixels that are no indices
 * @param hasMasks whether the file says where the colours are
 * @param runLength 0, or bits of the indices that are packed in runs
 * @param masks red, green, blue, alpha in a word of the pixel; alpha may be 0
 */
record BmpPacking(Mode mode, boolean hasMasks, int runLength, int... masks) {
  private static final int RAW = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;
  private static final int COMPRESSION_AT = 30;
  private static final int MASKS_AT = 54;
  private static final int[] FIVE_BITS = {0x7c00, 0x3e0, 0x1f, 0};
  private static final int[] SIX_BITS_OF_GREEN = {0xf800, 0x7e0, 0x1f, 0};
  private static final int[] BYTES = {0xff0000, 0xff00, 0xff, 0};
  private static final int[] WITH_ALPHA = {0xff0000, 0xff00, 0xff, 0xff000000};

  /** Those that Pillow knows, of pixels of 32 bits. */
  private static final int[][] OF_32_BITS = {
    BYTES,
    WITH_ALPHA,
    {0xff000000, 0xff0000, 0xff00, 0},
    {0xff000000, 0xff00, 0xff, 0},
    {0xff000000, 0xff0000, 0xff00, 0xff},
    {0xff, 0xff00, 0xff0000, 0xff000000},
    {0xff000000, 0xff00, 0xff, 0xff0000},
  };

  boolean isRunLength() {
    return runLength != 0;
  }

  /** Without masks there is no alpha, whatever else the header says. */
  static BmpPacking plain(EncodedImage image, int bits) {
    return switch (bits) {
      case 1, 4, 8 -> new BmpPacking(Mode.PALETTE, false, 0);
      case 16 -> new BmpPacking(Mode.RGB, false, 0, FIVE_BITS);
      case 24, 32 -> new BmpPacking(Mode.RGB, false, 0, BYTES);
      default -> throw image.unsupported("BMP of %d bits a pixel not supported.".formatted(bits));
    };
  }

  static BmpPacking read(EncodedImage image, int headerSize, int bits) {
    int compression = image.i32le(COMPRESSION_AT);
    return switch (compression) {
      case RAW -> plain(image, bits);
      case RLE8, RLE4 -> {
        if (bits != 4 && bits != 8) {
          throw image.unsupported("BMP of %d bits a pixel in runs not supported.".formatted(bits));
        }
        yield new BmpPacking(Mode.PALETTE, false, compression == RLE4 ? 4 : 8);
      }
      case BITFIELDS -> masked(image, headerSize, bits);
      // Also what may be a PNG or a JPEG within the BMP, which Pillow does not read either.
      default ->
          throw image.unsupported("BMP compression %d not supported.".formatted(compression));
    };
  }

  private static BmpPacking masked(EncodedImage image, int headerSize, int bits) {
    int[] masks = new int[4];
    for (int i = 0; i < (headerSize >= 56 ? 4 : 3); i++) {
      masks[i] = image.i32le(MASKS_AT + 4 * i);
    }
    if (bits == 32) {
      int[] known = masks[0] == 0 && isSame(masks, new int[4], 4) ? WITH_ALPHA : masks;
      for (int[] each : OF_32_BITS) {
        if (isSame(known, each, 4)) {
          return new BmpPacking(each[3] == 0 ? Mode.RGB : Mode.RGBA, true, 0, each);
        }
      }
    }
    if (bits == 24 && isSame(masks, BYTES, 3)) {
      return new BmpPacking(Mode.RGB, true, 0, BYTES);
    }
    if (bits == 16 && isSame(masks, FIVE_BITS, 3)) {
      return new BmpPacking(Mode.RGB, true, 0, FIVE_BITS);
    }
    if (bits == 16 && isSame(masks, SIX_BITS_OF_GREEN, 3)) {
      return new BmpPacking(Mode.RGB, true, 0, SIX_BITS_OF_GREEN);
    }
    throw image.unsupported(
        "BMP of %d bits a pixel with masks %x, %x, %x, %x not supported."
            .formatted(bits, masks[0], masks[1], masks[2], masks[3]));
  }

  private static boolean isSame(int[] masks, int[] others, int count) {
    for (int i = 0; i < count; i++) {
      if (masks[i] != others[i]) {
        return false;
      }
    }
    return true;
  }
}
