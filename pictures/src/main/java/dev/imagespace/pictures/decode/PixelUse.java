package dev.imagespace.pictures.decode;

/**
 * What is done with a decoded picture, within the memory that all pictures may take together.
 * Thread-safe.
 */
public interface PixelUse<T> {

  T use(DecodedImage image);

  /** Bytes that {@link #use} takes at its worst moment, besides the samples of such a picture. */
  long memory(PictureShape shape);
}
