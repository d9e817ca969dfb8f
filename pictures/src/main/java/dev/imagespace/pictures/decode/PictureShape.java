package dev.imagespace.pictures.decode;

import dev.imagespace.pictures.decode.DecodedImage.Mode;

/**
 * What is known of a picture before it is decoded.
 *
 * @param keyed whether one colour is declared transparent
 * @param turned whether its orientation is not upright
 */
public record PictureShape(Mode mode, int width, int height, boolean keyed, boolean turned) {

  /** A picture without a transparent colour, upright. */
  public static PictureShape of(Mode mode, long width, long height) {
    return new PictureShape(mode, Math.toIntExact(width), Math.toIntExact(height), false, false);
  }

  public PictureShape keyed(boolean key) {
    return new PictureShape(mode, width, height, key, turned);
  }

  public PictureShape oriented(int exif) {
    return new PictureShape(mode, width, height, keyed, exif != ExifOrientation.UPRIGHT);
  }

  /** Width times height. */
  public long pixels() {
    return (long) width * height;
  }

  /** Of the decoded samples. */
  public long bytes() {
    return pixels() * mode.bytesPerPixel();
  }
}
