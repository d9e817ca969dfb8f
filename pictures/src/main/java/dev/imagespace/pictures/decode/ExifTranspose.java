package dev.imagespace.pictures.decode;

/** Turns and mirrors a picture by its EXIF orientation. Stateless. */
public final class ExifTranspose {
  private ExifTranspose() {}

  /** The picture as the camera was held; the same object if nothing is to be done. */
  static DecodedImage of(DecodedImage image, int orientation) {
    return of(image, orientation, () -> {});
  }

  /** The same where somebody may not want it any more, who is asked once a row. */
  public static DecodedImage of(DecodedImage image, int orientation, Runnable goOn) {
    if (orientation == 1) {
      return image;
    }
    boolean swapped = orientation >= 5;
    int width = swapped ? image.height() : image.width();
    int height = swapped ? image.width() : image.height();
    int bytes = image.mode().bytesPerPixel();
    byte[] in = image.samples();
    byte[] out = new byte[in.length];
    for (int y = 0, to = 0; y < height; y++) {
      goOn.run();
      for (int x = 0; x < width; x++) {
        int from = source(orientation, x, y, image.width(), image.height()) * bytes;
        for (int b = 0; b < bytes; b++) {
          out[to++] = in[from + b];
        }
      }
    }
    return image.withPixels(width, height, out);
  }

  /** Index of the stored pixel that is seen at (x, y). */
  private static int source(int orientation, int x, int y, int width, int height) {
    int right = width - 1;
    int bottom = height - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * width + y;
      case 6 -> (bottom - x) * width + y;
      case 7 -> (bottom - x) * width + right - y;
      case 8 -> x * width + right - y;
      default -> y * width + x;
    };
  }
}
