package dev.imagespace.image;

/** Walks over the compressed pixels of a JPEG, to see whether they end as they should. */
final class JpegScans {
  /** Every scan is a pass over the whole picture; real progressive files have about ten. */
  private static final int MAX_SCANS = 500;

  private JpegScans() {}

  /**
   * Refuses a file that ends before its end marker.
   *
   * @param start the first SOS marker
   */
  static void requireEnd(EncodedImage image, int start) {
    byte[] bytes = image.bytes();
    int scans = 0;
    int at = start;
    while (at + 1 < bytes.length) {
      if (bytes[at] != (byte) 0xff) {
        at++;
        continue;
      }
      int marker = image.u8(at + 1);
      if (marker == 0xd9) {
        return;
      }
      if (marker == 0xff) {
        at++;
      } else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
        // A stuffed zero, or a restart.
        at += 2;
      } else {
        if (marker == 0xda && ++scans > MAX_SCANS) {
          throw image.rejected("JPEG has more than " + MAX_SCANS + " scans.");
        }
        if (at + 3 >= bytes.length) {
          break;
        }
        at += 2 + image.u16(at + 2);
      }
    }
    throw image.rejected("truncated: the JPEG ends early.");
  }
}
