package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import java.util.Arrays;

/**
 * The header of a BMP.
 *
 * @param size of the header proper, bytes
 * @param pixelsAt where the pixels start, as the file says
 * @param bits of a pixel
 * @param packed whether pixels are run-length encoded
 * @param palette red, green, blue of 256 entries, as far as the file has them
 * @param colours entries that the file declares
 */
record BmpHeader(
    int size,
    long pixelsAt,
    int width,
    int height,
    int bits,
    boolean packed,
    byte[] palette,
    int colours) {
  private static final int PIXELS_AT = 10;
  private static final int FILE_HEADER = 14;
  private static final int CORE = 12;

  /** From here on headers say in which colours they mean theirs. */
  private static final int VERSION_4 = 108;

  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;

  static BmpHeader read(EncodedImage image) {
    int size = image.i32le(FILE_HEADER);
    boolean core = size == CORE;
    if (!core && size < 40) {
      throw image.unsupported("BMP header of %d bytes not supported.".formatted(size));
    }
    int at = FILE_HEADER + 4;
    long width = core ? image.u16le(at) : image.i32le(at);
    // Negative where the rows go from top to bottom.
    long height = core ? image.u16le(at + 2) : Math.abs((long) image.i32le(at + 4));
    int bits = core ? image.u16le(at + 6) : image.u16le(at + 10);
    int compression = core ? 0 : image.i32le(at + 12);
    if (compression < 0 || compression > BITFIELDS) {
      // What may be a PNG or a JPEG within the BMP, which Pillow does not read either.
      throw image.unsupported("BMP compression %d not supported.".formatted(compression));
    }
    image.checkSize(width, height);
    boolean packed = compression == RLE8 || compression == RLE4;
    if (!packed) {
      image.checkHolds((width * bits + 7) / 8 * height);
    }
    int colours = core ? 0 : image.i32le(at + 28);
    if (bits <= 8 && colours <= 0) {
      colours = 1 << bits;
    }
    int masks = size == 40 && compression == BITFIELDS ? 12 : 0;
    byte[] palette =
        bits <= 8 ? palette(image, FILE_HEADER + size + masks, colours, core ? 3 : 4) : new byte[0];
    return new BmpHeader(
        size,
        image.i32le(PIXELS_AT) & 0xffffffffL,
        (int) width,
        (int) height,
        bits,
        packed,
        palette,
        colours);
  }

  PictureShape shape() {
    Mode mode = bits == 32 ? Mode.RGBA : bits > 8 ? Mode.RGB : grayOrPalette();
    return PictureShape.of(mode, width, height);
  }

  private Mode grayOrPalette() {
    if (!isGray()) {
      return Mode.PALETTE;
    }
    return bits == 1 ? Mode.BILEVEL : Mode.GRAY;
  }

  boolean hasColourSpace() {
    return size >= VERSION_4;
  }

  /**
   * The pixels as they are read, and as bytes where they are not bytes yet; and twice whatever the
   * JDK reads at once: packed pixels, and all before them for a palette.
   */
  long memory(long encoded) {
    long row = ((long) width * bits + 7) / 8;
    long made = bits == 8 || bits == 24 ? 0 : shape().bytes();
    return row * height + made + 2 * (Math.min(pixelsAt, encoded) + (packed ? encoded : 0));
  }

  /** Black and white, or 256 grays: Pillow drops such a palette and opens in mode 1 or L. */
  boolean isGray() {
    int step = bits == 1 ? 255 : 1;
    if (colours != 1 << bits || bits == 4) {
      return false;
    }
    for (int i = 0; i < 3 * colours; i++) {
      if ((palette[i] & 0xff) != i / 3 * step) {
        return false;
      }
    }
    return true;
  }

  private static byte[] palette(EncodedImage image, int at, int colours, int stride) {
    byte[] rgb = new byte[3 * 256];
    // Where the header is longer than the file, there is none.
    int present =
        at < 0 || at > image.bytes().length
            ? 0
            : Math.min(Math.min(colours, 256), (image.bytes().length - at) / stride);
    for (int i = 0; i < present; i++) {
      byte[] bgr = Arrays.copyOfRange(image.bytes(), at + i * stride, at + i * stride + 3);
      rgb[3 * i] = bgr[2];
      rgb[3 * i + 1] = bgr[1];
      rgb[3 * i + 2] = bgr[0];
    }
    return rgb;
  }
}
