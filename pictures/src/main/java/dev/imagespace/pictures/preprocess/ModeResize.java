package dev.imagespace.pictures.preprocess;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.PictureShape;

/** {@code Image.resize} of Pillow in whatever mode a picture has. Stateless. */
final class ModeResize {
  private ModeResize() {}

  /** The window of the picture resized as planned, in the same mode. */
  static DecodedImage resize(DecodedImage image, ResizePlan plan, Resampler resampler) {
    Window window = plan.window();
    byte[] pixels = resizedPixels(image, plan, window, resampler);
    return image.withPixels(window.width(), window.height(), pixels);
  }

  /**
   * Bytes that {@link #resize} takes at the most.
   *
   * @param converted whether the picture has lost its alpha, and its 16 bits, before
   */
  static long memory(PictureShape shape, PreprocessConfig config, boolean converted) {
    int channels = converted ? 3 : shape.mode().bytesPerPixel();
    long lines = channels * ((long) config.height() * shape.width() + 8L * shape.width());
    long sums = 4L * channels * config.width() * config.height();
    long taps = 64L * (shape.width() + shape.height());
    long own =
        switch (converted ? Mode.RGB : shape.mode()) {
          case GRAY16 -> 2L * config.width() * shape.height();
          case INTEGER, FLOAT -> 4L * config.width() * shape.height();
          case GRAY_ALPHA, RGBA -> shape.bytes();
          default -> 0;
        };
    return lines + sums + taps + own;
  }

  private static byte[] resizedPixels(
      DecodedImage image, ResizePlan plan, Window window, Resampler resampler) {
    int width = image.width();
    int height = image.height();
    int channels = image.mode().bytesPerPixel();
    byte[] pixels = image.samples();
    if (plan.width() == width && plan.height() == height) {
      // Not the same as a resize by 1 where alpha would be multiplied in and out.
      return window.cut(pixels, width, channels);
    }
    return switch (image.mode()) {
      case BILEVEL, PALETTE ->
          NearestResize.resize(pixels, width, height, plan.width(), plan.height(), window);
      case GRAY16, INTEGER, FLOAT ->
          NumberResize.resize(image, plan.width(), plan.height(), window, resampler);
      case GRAY_ALPHA, RGBA ->
          Alpha.divide(
              PillowResize.resize(
                  Alpha.multiply(pixels, channels),
                  width,
                  height,
                  channels,
                  plan.width(),
                  plan.height(),
                  window,
                  resampler),
              channels);
      case GRAY, RGB, CMYK, YCBCR ->
          PillowResize.resize(
              pixels, width, height, channels, plan.width(), plan.height(), window, resampler);
    };
  }
}
