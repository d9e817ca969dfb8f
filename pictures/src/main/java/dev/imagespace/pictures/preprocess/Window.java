package dev.imagespace.pictures.preprocess;

/** The part of a picture that is wanted, pixels. */
record Window(int left, int top, int width, int height) {

  /** Copies this part out of interleaved rows. */
  byte[] cut(byte[] pixels, int rowWidth, int bytesPerPixel) {
    int length = width * bytesPerPixel;
    byte[] out = new byte[Math.multiplyExact(length, height)];
    for (int y = 0; y < height; y++) {
      int from = ((top + y) * rowWidth + left) * bytesPerPixel;
      System.arraycopy(pixels, from, out, y * length, length);
    }
    return out;
  }
}
