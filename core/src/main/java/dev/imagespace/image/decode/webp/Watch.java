package dev.imagespace.image.decode.webp;

import java.io.IOException;

/** Looks after time and memory while a picture is decoded. */
public interface Watch {

  /**
   * Asked once in a row of pixels whether anybody still waits for the picture; returns to go on.
   *
   * @throws IOException to end the decoding
   */
  void goOn() throws IOException;

  /** Told before codes take so many bytes in all: the size of the picture says nothing of them. */
  void codes(long bytes);
}
