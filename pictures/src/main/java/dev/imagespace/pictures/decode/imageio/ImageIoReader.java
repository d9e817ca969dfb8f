package dev.imagespace.pictures.decode.imageio;

import dev.imagespace.pictures.decode.EncodedImage;
import java.awt.color.ColorSpace;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/**
 * Runs a decoder of the JDK and takes its raster: {@code BufferedImage.getRGB} would convert
 * colours.
 *
 * @param format as ImageIO names it
 */
public record ImageIoReader(String format) {
  private static final ImageTypeSpecifier RGB =
      ImageTypeSpecifier.createInterleaved(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          new int[] {0, 1, 2},
          DataBuffer.TYPE_BYTE,
          false,
          false);

  /**
   * The first picture in the excerpt.
   *
   * @param raw leaves out the decoder's own colour conversion (JPEG in four bands)
   */
  public Raster read(EncodedImage image, Excerpt excerpt, int width, int height, boolean raw)
      throws IOException {
    return read(image, excerpt, width, height, raw, 1);
  }

  /**
   * The same, of every so many rows and columns one.
   *
   * @param step 1 for every pixel; has no effect on what is read raw
   */
  public Raster read(
      EncodedImage image, Excerpt excerpt, int width, int height, boolean raw, int step)
      throws IOException {
    ImageReader reader = find(image);
    // ImageIO.createImageInputStream may spill onto the disk, or copy all of it into memory.
    try (ImageInputStream in = new ExcerptInput(excerpt, image.budget())) {
      reader.setInput(in, true, true);
      reader.addIIOReadWarningListener((source, warning) -> refuseTruncation(image, warning));
      reader.addIIOReadProgressListener(new StopReader(image.budget()));
      if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
        // The limits were checked with our reading of the header: nothing else may be allocated.
        throw image.rejected("header says two different sizes.");
      }
      return raw
          ? reader.readRaster(0, null)
          : reader.read(0, parameters(reader, step)).getRaster();
    } finally {
      reader.dispose();
    }
  }

  /** JPEG in colours comes in the order red, green, blue: rows are copied whole, not by sample. */
  private ImageReadParam parameters(ImageReader reader, int step) throws IOException {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(step, step, 0, 0);
    if ("jpeg".equals(format)) {
      ImageTypeSpecifier type = reader.getImageTypes(0).next();
      if (type.getNumBands() == 3) {
        parameters.setDestination(
            RGB.createBufferedImage(
                (reader.getWidth(0) + step - 1) / step, (reader.getHeight(0) + step - 1) / step));
      }
    }
    return parameters;
  }

  /** A decoder that a plug-in registers may give other pixels: only the JDK's own will do. */
  private ImageReader find(EncodedImage image) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw image.unsupported("this JDK has no " + format + " reader.");
  }

  private static void refuseTruncation(EncodedImage image, String warning) {
    String text = warning.toLowerCase(Locale.ROOT);
    if (text.contains("premature end") || text.contains("truncated")) {
      throw image.rejected("truncated: the pixels end early.");
    }
  }
}
