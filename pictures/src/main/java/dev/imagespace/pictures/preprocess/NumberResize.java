package dev.imagespace.pictures.preprocess;

import dev.imagespace.pictures.decode.DecodedImage;

/**
 * Pillow's resize of modes I;16, I and F: two passes in doubles, numbers of the mode between them.
 * Stateless.
 */
final class NumberResize {
  private NumberResize() {}

  static byte[] resize(
      DecodedImage image, int newWidth, int newHeight, Window window, Resampler resampler) {
    int width = image.width();
    int height = image.height();
    byte[] numbers = image.samples();
    Taps columns =
        newWidth == width
            ? Taps.identity(window.left(), window.width())
            : Taps.of(width, newWidth, window.left(), window.width(), resampler.interpolation());
    Taps rows =
        newHeight == height
            ? Taps.identity(window.top(), window.height())
            : Taps.of(height, newHeight, window.top(), window.height(), resampler.interpolation());
    NumberType number = NumberType.of(image.mode());
    if (resampler.verticalFirst(width, height, newWidth, newHeight)) {
      int between = columns.end() - columns.first();
      byte[] squeezed = pass(number, numbers, columns.first(), 1, between, width, rows, true);
      return pass(number, squeezed, -columns.first(), between, rows.count(), 1, columns, false);
    }
    int between = rows.end() - rows.first();
    int first = rows.first() * width;
    byte[] squeezed = pass(number, numbers, first, width, between, 1, columns, false);
    int across = window.width();
    return pass(number, squeezed, -rows.first() * across, 1, across, across, rows, true);
  }

  /**
   * Resamples {@code lines} lines, {@code lineStep} numbers apart, of numbers {@code step} apart,
   * the first of them at number {@code from}.
   *
   * @param upright whether a line is a column of the result, else it is a row
   */
  private static byte[] pass(
      NumberType number,
      byte[] numbers,
      int from,
      int lineStep,
      int lines,
      int step,
      Taps taps,
      boolean upright) {
    byte[] out = new byte[Math.multiplyExact(number.size() * lines, taps.count())];
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < taps.count(); i++) {
        double sum = 0.0;
        int at = from + line * lineStep + taps.starts()[i] * step;
        for (int t = 0; t < taps.lengths()[i]; t++, at += step) {
          sum += number.at(numbers, at) * taps.weights()[i * taps.stride() + t];
        }
        number.put(sum, out, upright ? i * lines + line : line * taps.count() + i);
      }
    }
    return out;
  }
}
