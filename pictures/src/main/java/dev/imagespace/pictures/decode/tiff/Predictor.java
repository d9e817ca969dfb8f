package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.PREDICTOR;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.Arrays;

/** What is packed in the place of samples: their differences from the pixel before. */
enum Predictor {
  NONE,
  /** Differences of samples. */
  HORIZONTAL,
  /** Differences of bytes; all the high bytes of a row come first. */
  FLOATING_POINT;

  static Predictor of(EncodedImage image, TiffDirectory directory, TiffLayout layout) {
    if (!layout.compression().hasPredictor()) {
      return NONE;
    }
    long tag = directory.first(PREDICTOR, 1);
    int bits = layout.bits();
    if (tag == 1) {
      return NONE;
    }
    if (tag == 2 && (bits == 8 || bits == 16 || bits == 32)) {
      return HORIZONTAL;
    }
    if (tag == 3 && layout.format() == 3 && bits == 32) {
      return FLOATING_POINT;
    }
    throw image.unsupported(
        "TIFF predictor %d of samples of %d bits is not supported.".formatted(tag, bits));
  }

  /**
   * Differences to samples, in place.
   *
   * @param length of a row, bytes
   */
  void undo(TiffLayout layout, byte[] bytes, int start, int length, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = start + row * length;
      switch (this) {
        case NONE -> {
          return;
        }
        case HORIZONTAL -> {
          switch (layout.bits()) {
            case 8 -> sum8(bytes, from, from + length, layout.together());
            case 16 -> sum16(bytes, from, from + length, layout);
            default -> sum32(bytes, from, from + length, layout);
          }
        }
        case FLOATING_POINT -> {
          sum8(bytes, from, from + length, layout.together());
          gather(bytes, from, length, layout.little());
        }
      }
    }
  }

  private static void sum8(byte[] bytes, int from, int end, int step) {
    for (int i = from + step; i < end; i++) {
      bytes[i] += bytes[i - step];
    }
  }

  private static void sum16(byte[] bytes, int from, int end, TiffLayout layout) {
    int step = 2 * layout.together();
    int low = layout.little() ? 0 : 1;
    int high = 1 - low;
    for (int i = from + step; i + 1 < end; i += 2) {
      int sum = (bytes[i + low] & 0xff) + (bytes[i - step + low] & 0xff);
      bytes[i + low] = (byte) sum;
      bytes[i + high] += (byte) (bytes[i - step + high] + (sum >> 8));
    }
  }

  private static void sum32(byte[] bytes, int from, int end, TiffLayout layout) {
    int step = 4 * layout.together();
    for (int i = from + step; i + 3 < end; i += 4) {
      int carry = 0;
      for (int b = 0; b < 4; b++) {
        int at = i + (layout.little() ? b : 3 - b);
        carry += (bytes[at] & 0xff) + (bytes[at - step] & 0xff);
        bytes[at] = (byte) carry;
        carry >>= 8;
      }
    }
  }

  /** From all the high bytes first to number after number, in the order of the file's bytes. */
  private static void gather(byte[] bytes, int from, int length, boolean little) {
    byte[] apart = Arrays.copyOfRange(bytes, from, from + length);
    int numbers = length / 4;
    for (int i = 0; i < numbers; i++) {
      for (int b = 0; b < 4; b++) {
        bytes[from + 4 * i + (little ? 3 - b : b)] = apart[b * numbers + i];
      }
    }
  }
}
