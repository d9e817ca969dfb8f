package dev.imagespace.pictures.decode.tiff;

/** Colours that are multiplied by their alpha. Stateless. */
final class Premultiplied {
  private Premultiplied() {}

  /** Divides them by it, in place, as Pillow does: rounding down, what is too light is white. */
  static void undo(byte[] pixels, int bytesPerPixel, Runnable goOn) {
    int colours = bytesPerPixel - 1;
    for (int i = 0; i < pixels.length; i += bytesPerPixel) {
      if ((i & 0xfffff) == 0) {
        goOn.run();
      }
      int alpha = pixels[i + colours] & 0xff;
      for (int c = i; c < i + colours && alpha != 255; c++) {
        int divided = alpha == 0 ? 0 : (pixels[c] & 0xff) * 255 / alpha;
        pixels[c] = (byte) Math.min(255, divided);
      }
    }
  }
}
