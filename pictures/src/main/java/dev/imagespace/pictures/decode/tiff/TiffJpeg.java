package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.JPEG_TABLES;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import dev.imagespace.pictures.decode.imageio.ImageIoReader;
import dev.imagespace.pictures.decode.imageio.Samples;
import dev.imagespace.pictures.decode.jpeg.JpegFrame;
import dev.imagespace.pictures.decode.tiff.TiffDirectory.Field;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Strips that are JPEGs, with tables that they share. What colours they have is said by the TIFF
 * alone.
 */
record TiffJpeg(EncodedImage image, Excerpt tables, TiffLayout layout) {

  /** Interleaved, the chroma as fine as the luma. */
  record Unpacked(byte[] bytes, int rowBytes) {}

  static TiffJpeg of(EncodedImage image, TiffDirectory directory, TiffLayout layout) {
    Field field = directory.fields().get(JPEG_TABLES);
    Excerpt tables = new Excerpt();
    if (field != null && field.count() > 4) {
      tables.add(image.bytes(), field.at(), field.at() + field.count() - 2);
    }
    return new TiffJpeg(image, tables, layout);
  }

  Unpacked decode(int from, int end, int width, int height, long others) {
    JpegFrame frame = JpegFrame.find(image, from, end);
    if (frame == null || frame.components() != layout.together()) {
      throw image.rejected("damaged TIFF: a strip is no JPEG of %d samples.".formatted(layout.together()));
    }
    if (frame.width() != width || frame.height() < height) {
      throw image.rejected("damaged TIFF: a JPEG of another size than its strip.");
    }
    image.checkSize(frame.width(), frame.height());
    image.reserve(others + 2L * frame.width() * frame.height() * frame.components() + frame.coefficients());
    Excerpt excerpt = new Excerpt().add(tables);
    excerpt.add(image.bytes(), tables.length() > 0 ? from + 2 : from, end);
    try {
      byte[] samples = Samples.bytes(image, new ImageIoReader("jpeg").read(image, excerpt, frame.width(), frame.height(), true));
      if (layout.isConvertedYcbcr() && !layout.planes()) {
        toRgb(samples);
      }
      return new Unpacked(samples, width * layout.together());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void toRgb(byte[] s) {
    for (int i = 0; i + 2 < s.length; i += 3) {
      int y = s[i] & 0xff;
      int cb = (s[i + 1] & 0xff) - 128;
      int cr = (s[i + 2] & 0xff) - 128;
      s[i] = clip(y + (91881 * cr + 32768 >> 16));
      s[i + 1] = clip(y + (-22554 * cb - 46802 * cr + 32768 >> 16));
      s[i + 2] = clip(y + (116130 * cb + 32768 >> 16));
    }
  }

  private static byte clip(int level) {
    return (byte) Math.max(0, Math.min(255, level));
  }
}
