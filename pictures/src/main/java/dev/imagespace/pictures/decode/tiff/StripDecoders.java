package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.T4_OPTIONS;

import dev.imagespace.pictures.decode.EncodedImage;

/** The decoder of a compression, for all strips of a picture. To be closed; not thread-safe. */
record StripDecoders(StripDecoder decoder) implements AutoCloseable {
  private static final int TWO_DIMENSIONS = 1;

  /**
   * Makes one.
   *
   * @param width of a strip or tile, pixels
   */
  static StripDecoders of(
      EncodedImage image, TiffDirectory directory, TiffLayout layout, int width) {
    Runnable goOn = image::requireGoingOn;
    return new StripDecoders(
        switch (layout.compression()) {
          case NONE -> StripDecoders::copy;
          case LZW -> new LzwDecoder(goOn);
          case PACK_BITS -> new PackBitsDecoder(goOn);
          case DEFLATE -> new DeflateDecoder(goOn);
          case CCITT_RLE -> new CcittDecoder(CcittDecoder.Kind.RLE, width, goOn);
          case CCITT_GROUP_3 ->
              new CcittDecoder(
                  (directory.first(T4_OPTIONS, 0) & TWO_DIMENSIONS) == 0
                      ? CcittDecoder.Kind.GROUP_3
                      : CcittDecoder.Kind.GROUP_3_TWO_DIMENSIONS,
                  width,
                  goOn);
          case CCITT_GROUP_4 -> new CcittDecoder(CcittDecoder.Kind.GROUP_4, width, goOn);
          case JPEG -> (in, from, end, out, start, wanted) -> 0;
        });
  }

  private static int copy(byte[] in, int from, int end, byte[] out, int start, int wanted) {
    int length = Math.min(wanted, end - from);
    System.arraycopy(in, from, out, start, length);
    return length;
  }

  @Override
  public void close() {
    if (decoder instanceof DeflateDecoder deflate) {
      deflate.close();
    }
  }
}
