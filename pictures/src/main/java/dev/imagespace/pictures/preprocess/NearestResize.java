package dev.imagespace.pictures.preprocess;

/** Pillow's NEAREST for one byte a pixel, which modes P and 1 get whatever was asked for. */
final class NearestResize {
  private NearestResize() {}

  static byte[] resize(
      byte[] pixels, int width, int height, int newWidth, int newHeight, Window window) {
    int[] columns = sources(width, newWidth, window.left(), window.width());
    int[] rows = sources(height, newHeight, window.top(), window.height());
    byte[] out = new byte[Math.multiplyExact(window.width(), window.height())];
    int to = 0;
    for (int row : rows) {
      for (int column : columns) {
        out[to++] = pixels[row * width + column];
      }
    }
    return out;
  }

  /** Pillow adds the scale up, step by step: (i + 0.5) * scale would round otherwise. */
  private static int[] sources(int in, int out, int from, int count) {
    double scale = (double) in / out;
    double position = scale * 0.5;
    int[] sources = new int[count];
    for (int i = 0; i < from + count; i++) {
      if (i >= from) {
        sources[i - from] = (int) position;
      }
      position += scale;
    }
    return sources;
  }
}
