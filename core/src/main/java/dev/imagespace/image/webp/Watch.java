package dev.imagespace.image.webp;

import java.io.IOException;

/** Asked once in a row of pixels whether anybody still waits for the picture. */
@FunctionalInterface
public interface Watch {

  /**
   * Returns to go on.
   *
   * @throws IOException to end the decoding
   */
  void goOn() throws IOException;
}
