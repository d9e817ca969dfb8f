package dev.imagespace.pictures.decode.jpeg;

/** One component of a frame: what its header says of it, and its samples as far as decoded. */
final class Component {
  /** Samples on a side of a block of coefficients. */
  static final int BLOCK = 8;

  static final int COEFFICIENTS = BLOCK * BLOCK;

  final int id;

  /** Sampling factors across and down. */
  final int h;

  final int v;
  final int table;

  /** Samples on a side of a decoded block: 8, or less for a picture of reduced size. */
  int size = BLOCK;

  /** Blocks that hold samples of the picture. */
  int blocksAcross;

  int blocksDown;

  /** Blocks that the MCUs of a scan of all components hold. */
  int paddedAcross;

  int paddedDown;

  /** Samples of the picture. */
  int width;

  int height;

  /** Steps of quantisation as of its first scan, in the order of rows; null before. */
  int @org.jspecify.annotations.Nullable [] steps;

  /** Of all blocks, in the order of rows, where a picture comes in several scans; else empty. */
  short[] coefficients = {};

  /**
   * Decoded rows of two rows of MCUs, so that rows above and below can be looked at; the row of
   * number r is at {@link #row}.
   */
  int[] samples = {};

  Component(int id, int h, int v, int table) {
    this.id = id;
    this.h = h;
    this.v = v;
    this.table = table;
  }

  /** Samples from one row to the next. */
  int stride() {
    return paddedAcross * size;
  }

  /** Rows that a row of MCUs decodes. */
  int rowsOfMcu() {
    return v * size;
  }

  /** Where a row starts within the samples. */
  int row(int number) {
    return number % (2 * rowsOfMcu()) * stride();
  }

  /** Where the coefficients of a block start. */
  int block(int across, int down) {
    return (down * paddedAcross + across) * COEFFICIENTS;
  }

  long blocks() {
    return (long) paddedAcross * paddedDown;
  }
}
