package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.zip.Inflater;

/**
 * The chunks that hold pixels, one directly behind the other. Not thread-safe.
 *
 * <p>Their checksums are not looked at, as Pillow does: the compressed data have one of their own.
 */
final class PngData {
  private final EncodedImage image;
  private int at;

  /**
   * Starts at a chunk.
   *
   * @param at of its length
   */
  PngData(EncodedImage image, int at) {
    this.image = image;
    this.at = at;
  }

  /**
   * Gives the inflater the data of the next chunk.
   *
   * @throws dev.imagespace.image.ImageRejectedException if there is none
   */
  void feed(Inflater inflater) {
    int size = image.bytes().length;
    while (size - at >= 8 && image.u32(at + 4) == PngChunks.IDAT) {
      int data = at + 8;
      int length = (int) Math.min(image.u32(at), size - data);
      at = (int) Math.min(size, data + image.u32(at) + 4);
      if (length > 0) {
        inflater.setInput(image.bytes(), data, length);
        return;
      }
      image.requireGoingOn();
    }
    throw image.rejected("truncated: the pixels of the PNG end early.");
  }
}
