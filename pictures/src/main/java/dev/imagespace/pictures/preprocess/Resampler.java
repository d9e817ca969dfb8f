package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.image.PixelRules.ResizeOrder;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;

/** Whose resize it is. */
record Resampler(Interpolation interpolation, Resize resize, ResizeOrder order) {

  static Resampler pillow13(Interpolation interpolation) {
    return new Resampler(interpolation, Resize.PILLOW, ResizeOrder.PILLOW13);
  }

  FixedTaps taps(int in, int out, int from, int count) {
    return FixedTaps.of(in, out, from, count, this);
  }

  /** Pillow 13 starts with the pass that leaves less to the other; up to 12 it was horizontal. */
  boolean verticalFirst(int width, int height, int newWidth, int newHeight) {
    return resize == Resize.PILLOW
        && order == ResizeOrder.PILLOW13
        && newWidth != width
        && height > newHeight
        && height - newHeight > 2L * (width - newWidth);
  }
}
