package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import org.jspecify.annotations.Nullable;

/**
 * The frame header of a JPEG: SOF0 to SOF2.
 *
 * @param at where its content starts in the file; all of it is there
 * @param inScans whether the pixels come in several scans, as far as libjpeg can tell by the first
 */
public record JpegFrame(EncodedImage image, int at, boolean inScans) {

  /** Of a JPEG within another file, found as libjpeg finds it; null where there is none. */
  public static @Nullable JpegFrame find(EncodedImage image, int from, int end) {
    JpegFrame found = null;
    int at = from;
    while (at + 4 < end) {
      int marker = image.u8(at + 1);
      if (image.u8(at) != 0xff || marker == 0xff) {
        at++;
      } else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        at += 2;
      } else if (marker == 0xda || marker == 0xd9) {
        return found == null || marker == 0xd9 ? found : found.withScan(at);
      } else {
        int next = at + 2 + Math.max(2, image.u16(at + 2));
        if (isFrame(marker) && found == null && isWhole(image, at + 4, Math.min(next, end))) {
          found = new JpegFrame(image, at + 4, marker == 0xc2);
        }
        at = next;
      }
    }
    return found;
  }

  static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && (marker == 0xc0 || (marker & 3) != 0);
  }

  static boolean isWhole(EncodedImage image, int at, int end) {
    return end - at >= 6 && end - at >= 6 + 3 * image.u8(at + 5);
  }

  /** The same where it is known what the first scan holds. */
  JpegFrame withScan(int marker) {
    return new JpegFrame(image, at, inScans || image.u8(marker + 4) < components());
  }

  int precision() {
    return image.u8(at);
  }

  public int height() {
    return image.u16(at + 1);
  }

  public int width() {
    return image.u16(at + 3);
  }

  public int components() {
    return image.u8(at + 5);
  }

  /** Of a component, as the file writes it. */
  int id(int component) {
    return image.u8(at + 6 + 3 * component);
  }

  /**
   * Bytes that libjpeg allocates, outside of the heap, for what the scans tell bit by bit: a short
   * for each sample, in whole blocks.
   */
  public long coefficients() {
    if (!inScans) {
      return 0;
    }
    int across = 1;
    int down = 1;
    for (int c = 0; c < components(); c++) {
      across = Math.max(across, image.u8(at + 7 + 3 * c) >> 4);
      down = Math.max(down, image.u8(at + 7 + 3 * c) & 15);
    }
    long columns = (width() + 8L * across - 1) / (8L * across);
    long rows = (height() + 8L * down - 1) / (8L * down);
    long bytes = 0;
    for (int c = 0; c < components(); c++) {
      int sampling = image.u8(at + 7 + 3 * c);
      bytes += columns * (sampling >> 4) * rows * (sampling & 15) * 128;
    }
    return bytes;
  }
}
