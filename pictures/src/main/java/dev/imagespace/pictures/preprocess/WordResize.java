package dev.imagespace.pictures.preprocess;

/**
 * Pillow's resize of mode I;16: two passes in doubles, 16-bit words between them. Stateless.
 *
 * <p>Words are two bytes, the low one first.
 */
final class WordResize {
  private WordResize() {}

  static byte[] resize(
      byte[] words,
      int width,
      int height,
      int newWidth,
      int newHeight,
      Window window,
      Resampler resampler) {
    Taps columns =
        newWidth == width
            ? Taps.identity(window.left(), window.width())
            : Taps.of(width, newWidth, window.left(), window.width(), resampler.interpolation());
    Taps rows =
        newHeight == height
            ? Taps.identity(window.top(), window.height())
            : Taps.of(height, newHeight, window.top(), window.height(), resampler.interpolation());
    if (resampler.verticalFirst(width, height, newWidth, newHeight)) {
      int between = columns.end() - columns.first();
      byte[] squeezed = pass(words, columns.first(), 1, between, width, rows, true);
      return pass(squeezed, -columns.first(), between, rows.count(), 1, columns, false);
    }
    int between = rows.end() - rows.first();
    byte[] squeezed = pass(words, rows.first() * width, width, between, 1, columns, false);
    return pass(
        squeezed, -rows.first() * window.width(), 1, window.width(), window.width(), rows, true);
  }

  /**
   * Resamples {@code lines} lines, {@code lineStep} words apart, of samples {@code step} words
   * apart, the first of them at word {@code from}.
   *
   * @param upright whether a line is a column of the result, else it is a row
   */
  private static byte[] pass(
      byte[] words, int from, int lineStep, int lines, int step, Taps taps, boolean upright) {
    byte[] out = new byte[Math.multiplyExact(2 * lines, taps.count())];
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < taps.count(); i++) {
        double sum = 0.0;
        int at = from + line * lineStep + taps.starts()[i] * step;
        for (int t = 0; t < taps.lengths()[i]; t++, at += step) {
          int word = (words[2 * at] & 0xff) | (words[2 * at + 1] & 0xff) << 8;
          sum += word * taps.weights()[i * taps.stride() + t];
        }
        store(sum, out, upright ? i * lines + line : line * taps.count() + i);
      }
    }
    return out;
  }

  /** Rounds half away from zero, then clips. */
  private static void store(double sum, byte[] out, int word) {
    int rounded = (int) (sum >= 0.0 ? Math.floor(sum + 0.5) : -Math.floor(Math.abs(sum) + 0.5));
    int clipped = Math.max(0, Math.min(65_535, rounded));
    out[2 * word] = (byte) clipped;
    out[2 * word + 1] = (byte) (clipped >> 8);
  }
}
