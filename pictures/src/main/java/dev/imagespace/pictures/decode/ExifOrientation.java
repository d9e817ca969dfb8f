package dev.imagespace.pictures.decode;

/** Finds tag 0x0112 in the TIFF structure that EXIF is. */
public final class ExifOrientation {
  public static final int UPRIGHT = 1;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;

  private ExifOrientation() {}

  /** Orientation 1 to 8; upright where the block is absent, damaged or says nothing. */
  public static int in(EncodedImage image, int start, int end) {
    boolean little = image.hasAt(start, 'I', 'I', 42, 0);
    if (end - start < 10 || (!little && !image.hasAt(start, 'M', 'M', 0, 42))) {
      return UPRIGHT;
    }
    long directory = start + u32(image, start + 4, little);
    if (directory + 2 > end) {
      return UPRIGHT;
    }
    int entries = u16(image, (int) directory, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > end) {
        return UPRIGHT;
      }
      if (u16(image, (int) entry, little) == TAG) {
        return value(image, (int) entry, little);
      }
    }
    return UPRIGHT;
  }

  private static int value(EncodedImage image, int entry, boolean little) {
    boolean isShort = u16(image, entry + 2, little) == SHORT;
    int value = isShort ? u16(image, entry + 8, little) : 0;
    return value >= 1 && value <= 8 ? value : UPRIGHT;
  }

  private static int u16(EncodedImage image, int at, boolean little) {
    return little ? image.u16le(at) : image.u16(at);
  }

  private static long u32(EncodedImage image, int at, boolean little) {
    return little ? image.i32le(at) & 0xffffffffL : image.u32(at);
  }
}
