package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import java.io.IOException;

/**
 * A JPEG within a file of another format, whose colours that format tells. Neither size nor memory
 * are looked at here. Not thread-safe.
 */
public final class JpegStream {
  private final EncodedImage image;
  private final Markers markers;
  private final Scan first;

  /** What the components become. */
  public enum Colours {
    /** They stay as they are stored. */
    AS_STORED,
    /** Luminance and chrominance to red, green and blue. */
    YCC_TO_RGB
  }

  private JpegStream(EncodedImage image, Markers markers, Scan first) {
    this.image = image;
    this.markers = markers;
    this.first = first;
    markers.frame().layOut(1);
  }

  /**
   * Reads up to the first scan.
   *
   * @param from where the SOI marker is within the bytes of the image
   * @param end behind the stream
   * @param tables that the stream may use without defining them; not changed
   * @throws ImageRejectedException if the stream is damaged or truncated, or of a kind that is not
   *     read
   */
  public static JpegStream open(EncodedImage image, int from, int end, JpegTables tables)
      throws IOException {
    Markers markers = new Markers(image, from, end, tables.copy());
    Scan first = markers.nextScan();
    if (first == null) {
      throw markers.truncated();
    }
    return new JpegStream(image, markers, first);
  }

  public int width() {
    return markers.frame().width();
  }

  public int height() {
    return markers.frame().height();
  }

  public int components() {
    return markers.frame().components().size();
  }

  /** Bytes that {@link #samples} allocates in all, its result included. */
  public long memory() {
    return JpegPixels.memory(markers.frame(), first, 1);
  }

  /**
   * Decodes the stream; to be called once.
   *
   * @return height, width, components
   * @throws ImageRejectedException if the stream is damaged or truncated
   */
  public byte[] samples(Colours colours) throws IOException {
    return JpegPixels.decode(
        image,
        markers,
        first,
        1,
        colours == Colours.YCC_TO_RGB ? RowWriter.Colours.YCC_TO_RGB : RowWriter.Colours.AS_STORED);
  }
}
