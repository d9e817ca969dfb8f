package dev.imagespace.pictures.decode.webp.lossy;

import java.io.IOException;

/** A VP8 key frame to RGB (RFC 6386). Stateless. */
public final class LossyPixels {
  private LossyPixels() {}

  /**
   * Width and height that the frame declares.
   *
   * @throws IOException if these bytes are no VP8 key frame
   */
  public static int[] size(byte[] data, int from, int end) throws IOException {
    return Vp8Header.size(data, from, end);
  }

  /**
   * (height, width, 3), red first.
   *
   * @throws IOException if the frame is damaged or ends early
   */
  public static byte[] rgb(byte[] data, int from, int end, Runnable goOn) throws IOException {
    Vp8Header header = Vp8Header.read(data, from, end);
    Vp8Frame frame = new Vp8Frame(header);
    frame.decode(goOn);
    goOn.run();
    return FancyUpsampling.rgb(
        header.width(), header.height(), frame.luma(), frame.blue(), frame.red());
  }

  /** Bytes of the three planes before they become colours. */
  public static long planes(int width, int height) {
    int columns = (width + 15) / 16;
    int rows = (height + 15) / 16;
    return Plane.bytes(columns, rows, 16)
        + 2 * Plane.bytes(columns, rows, 8)
        + (long) columns * rows;
  }
}
