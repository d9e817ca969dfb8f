package dev.imagespace.pictures.decode.webp.lossless;

import java.io.EOFException;
import java.io.IOException;

/** A VP8L stream to pixels. Stateless. */
public final class LosslessPixels {
  private static final int HEADER = 5;
  private static final int SIGNATURE = 0x2f;

  /**
   * What a stream declares.
   *
   * @param hasAlpha whether the alpha of the pixels means anything
   */
  public record Header(int width, int height, boolean hasAlpha) {}

  private LosslessPixels() {}

  /**
   * The first bytes of a stream.
   *
   * @throws IOException if these bytes are no VP8L stream
   */
  public static Header header(byte[] data, int from, int end) throws IOException {
    if (end - from < HEADER) {
      throw new EOFException("truncated: the VP8L header ends early");
    }
    BitReader in = new BitReader(data, from, from + HEADER);
    if (in.read(8) != SIGNATURE) {
      throw new IOException("VP8L signature is missing");
    }
    Header header = new Header(1 + in.read(14), 1 + in.read(14), in.flag());
    if (in.read(3) != 0) {
      throw new IOException("VP8L version is unknown");
    }
    return header;
  }

  /**
   * (height, width) pixels, alpha in the highest byte, then red, green, blue.
   *
   * @throws IOException if the stream is damaged or ends early
   */
  public static int[] argb(byte[] data, int from, int end, Watch watch) throws IOException {
    Header header = header(data, from, end);
    return withoutHeader(data, from + HEADER, end, header.width(), header.height(), watch);
  }

  /** The same for a stream that says nothing of its size, as that of an alpha plane. */
  public static int[] withoutHeader(
      byte[] data, int from, int end, int width, int height, Watch watch) throws IOException {
    BitReader in = new BitReader(data, from, end);
    Transforms transforms = Transforms.read(in, width, height, watch);
    return transforms.undo(EntropyImage.readWhole(in, transforms.width(), height, watch));
  }
}
