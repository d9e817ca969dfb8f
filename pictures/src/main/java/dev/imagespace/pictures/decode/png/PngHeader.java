package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import java.util.List;

/**
 * What IHDR says.
 *
 * @param depth bits of a sample: 1, 2, 4, 8 or 16
 * @param samples of a pixel
 * @param mode of Pillow
 */
record PngHeader(
    int width, int height, int depth, int colourType, int samples, Mode mode, boolean interlaced) {
  static final int GRAY = 0;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int GRAY_ALPHA = 4;
  static final int RGBA = 6;

  /** Reads 13 bytes. */
  static PngHeader read(EncodedImage image, int at) {
    long width = image.u32(at);
    long height = image.u32(at + 4);
    image.checkSize(width, height);
    int depth = image.u8(at + 8);
    int colourType = image.u8(at + 9);
    if (image.u8(at + 11) != 0) {
      throw image.rejected("damaged PNG: filter method %d.".formatted(image.u8(at + 11)));
    }
    int samples =
        switch (colourType) {
          case RGB -> 3;
          case GRAY_ALPHA -> 2;
          case RGBA -> 4;
          default -> 1;
        };
    return new PngHeader(
        (int) width,
        (int) height,
        depth,
        colourType,
        samples,
        mode(image, colourType, depth),
        image.u8(at + 12) != 0);
  }

  private static Mode mode(EncodedImage image, int colourType, int depth) {
    boolean packed = depth == 1 || depth == 2 || depth == 4;
    boolean bytes = depth == 8 || depth == 16;
    Mode mode =
        switch (colourType) {
          case GRAY ->
              depth == 1
                  ? Mode.BILEVEL
                  : depth == 16 ? Mode.GRAY16 : packed || bytes ? Mode.GRAY : null;
          case PALETTE -> packed || depth == 8 ? Mode.PALETTE : null;
          case RGB -> bytes ? Mode.RGB : null;
          // Pillow widens 16-bit gray and alpha to RGBA: the same pixels, three times over.
          case GRAY_ALPHA -> bytes ? Mode.GRAY_ALPHA : null;
          case RGBA -> bytes ? Mode.RGBA : null;
          default -> throw image.rejected("unknown PNG colour type %d.".formatted(colourType));
        };
    if (mode == null) {
      throw image.rejected("damaged PNG: %d bits of colour type %d.".formatted(depth, colourType));
    }
    return mode;
  }

  int bitsPerPixel() {
    return samples * depth;
  }

  /** Bytes of a row of so many pixels, less its filter. */
  int rowBytes(int pixels) {
    return (int) (((long) pixels * bitsPerPixel() + 7) / 8);
  }

  /** What the pixels are stored in. */
  List<PngPass> passes() {
    return interlaced ? PngPass.interlaced(width) : PngPass.WHOLE;
  }

  /** Bytes of all rows, with a filter each. */
  long inflated() {
    long sum = 0;
    for (PngPass pass : passes()) {
      sum += (1L + rowBytes(pass.columns(width))) * pass.rows(height);
    }
    return sum;
  }
}
