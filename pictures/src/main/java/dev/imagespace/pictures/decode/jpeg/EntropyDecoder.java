package dev.imagespace.pictures.decode.jpeg;

/** Reads the coefficients of blocks, one after the other as they are coded. Not thread-safe. */
abstract class EntropyDecoder {

  /** Set once the data of a restart interval have ended early: all that is missing stays zero. */
  boolean exhausted;

  /**
   * Reads a block.
   *
   * @param component number within the scan
   * @param block the coefficients in the order of rows, from {@code at} on; zero where no earlier
   *     scan told them
   * @return {@link Places} of the coefficients, for a scan that tells all of them
   */
  abstract int read(int component, short[] block, int at);

  /** Forgets what it knows by blocks before: at the start of a scan and of a restart interval. */
  abstract void restart();

  /** To be called after each MCU. */
  abstract void endMcu();
}
