package dev.imagespace.pictures.decode.webp.lossless;

/** Bounds time and memory while a lossless picture is decoded. */
public interface Watch {

  /**
   * Is called once in a row of pixels. Returns where the decoding is to go on; throws what ends it
   * otherwise.
   */
  void goOn();

  /** Told before codes take so many bytes in all: the size of the picture says nothing of them. */
  void codes(long bytes);
}
