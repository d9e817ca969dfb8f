package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.JPEG_TABLES;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.jpeg.JpegStream;
import dev.imagespace.pictures.decode.jpeg.JpegStream.Colours;
import dev.imagespace.pictures.decode.jpeg.JpegTables;
import dev.imagespace.pictures.decode.tiff.TiffDirectory.Field;
import java.io.IOException;

/**
 * Strips that are JPEGs, with tables that they share. What colours they have is said by the TIFF
 * alone.
 */
record TiffJpeg(EncodedImage image, JpegTables tables, TiffLayout layout) {

  /** Interleaved, the chroma as fine as the luma. */
  record Unpacked(byte[] bytes, int rowBytes) {}

  static TiffJpeg of(EncodedImage image, TiffDirectory directory, TiffLayout layout)
      throws IOException {
    Field field = directory.fields().get(JPEG_TABLES);
    JpegTables tables =
        field == null
            ? JpegTables.NONE
            : JpegTables.read(image, field.at(), field.at() + field.count());
    return new TiffJpeg(image, tables, layout);
  }

  /**
   * Decodes a strip or tile.
   *
   * @param width of it; the JPEG must be as wide, and at least as high
   * @param others bytes that the picture takes besides
   */
  Unpacked decode(int from, int end, int width, int height, long others) throws IOException {
    JpegStream stream = JpegStream.open(image, from, end, tables);
    if (stream.components() != layout.together()) {
      throw image.rejected(
          "damaged TIFF: a JPEG of %d samples in the place of %d."
              .formatted(stream.components(), layout.together()));
    }
    if (stream.width() != width || stream.height() < height) {
      throw image.rejected(
          "damaged TIFF: a JPEG of %d×%d pixels in a strip or tile of %d×%d."
              .formatted(stream.width(), stream.height(), width, height));
    }
    image.checkSize(stream.width(), stream.height());
    image.reserve(others + stream.memory());
    boolean converts = layout.isConvertedYcbcr() && !layout.planes();
    byte[] samples = stream.samples(converts ? Colours.YCC_TO_RGB : Colours.AS_STORED);
    return new Unpacked(samples, width * layout.together());
  }
}
