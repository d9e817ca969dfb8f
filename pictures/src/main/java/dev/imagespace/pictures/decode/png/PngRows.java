package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.DecodedImage.Mode;

/**
 * Samples of a row to pixels, which may lie apart.
 *
 * @param header what the samples are
 */
record PngRows(PngHeader header) {

  /**
   * Writes pixels.
   *
   * @param row the samples from byte 1 on
   * @param out where the first pixel is at byte {@code to}, and each next {@code step} pixels on
   */
  void write(byte[] row, int pixels, byte[] out, int to, int step) {
    int apart = step * header.mode().bytesPerPixel();
    switch (header.depth()) {
      case 16 -> write16(row, pixels, out, to, apart);
      case 8 -> write8(row, pixels, out, to, apart);
      default -> unpack(row, pixels, out, to, apart);
    }
  }

  private void write8(byte[] row, int pixels, byte[] out, int to, int apart) {
    int samples = header.samples();
    if (apart == samples) {
      System.arraycopy(row, 1, out, to, pixels * samples);
      return;
    }
    for (int x = 0, from = 1; x < pixels; x++, to += apart) {
      for (int s = 0; s < samples; s++) {
        out[to + s] = row[from++];
      }
    }
  }

  /** Of 16 bits Pillow keeps the high ones, but for gray without alpha. */
  private void write16(byte[] row, int pixels, byte[] out, int to, int apart) {
    int samples = header.samples();
    boolean words = header.mode() == Mode.GRAY16;
    for (int x = 0, from = 1; x < pixels; x++, to += apart) {
      if (words) {
        out[to] = row[from + 1];
        out[to + 1] = row[from];
        from += 2;
      } else {
        for (int s = 0; s < samples; s++, from += 2) {
          out[to + s] = row[from];
        }
      }
    }
  }

  private void unpack(byte[] row, int pixels, byte[] out, int to, int apart) {
    int depth = header.depth();
    int mask = (1 << depth) - 1;
    int scale = header.mode() == Mode.PALETTE ? 1 : 255 / mask;
    for (int x = 0; x < pixels; x++) {
      int bit = x * depth;
      int sample = (row[1 + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
      out[to + x * apart] = (byte) (sample * scale);
    }
  }
}
