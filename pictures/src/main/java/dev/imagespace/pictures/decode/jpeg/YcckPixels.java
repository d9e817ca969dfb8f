package dev.imagespace.pictures.decode.jpeg;

/** YCCK to CMYK in the integer arithmetic of libjpeg (jdcolor.c, ycck_cmyk_convert). */
final class YcckPixels {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);
  private static final int CR_TO_RED = fixed(1.40200);
  private static final int CB_TO_BLUE = fixed(1.77200);
  private static final int CR_TO_GREEN = fixed(0.71414);
  private static final int CB_TO_GREEN = fixed(0.34414);

  private YcckPixels() {}

  /** In place; the fourth band stays. */
  static void toCmyk(byte[] samples) {
    for (int i = 0; i < samples.length; i += 4) {
      int luma = samples[i] & 0xff;
      int cb = (samples[i + 1] & 0xff) - 128;
      int cr = (samples[i + 2] & 0xff) - 128;
      int green = (-CB_TO_GREEN * cb - CR_TO_GREEN * cr + HALF) >> BITS;
      samples[i] = clip(255 - (luma + ((CR_TO_RED * cr + HALF) >> BITS)));
      samples[i + 1] = clip(255 - (luma + green));
      samples[i + 2] = clip(255 - (luma + ((CB_TO_BLUE * cb + HALF) >> BITS)));
    }
  }

  private static int fixed(double value) {
    return (int) (value * (1 << BITS) + 0.5);
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
