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
   * By block, a bit for each coefficient of Huffman coded scans that is not zero, in zigzag order;
   * that of the first one is not set. Most are zero: later scans and the transform pass over them.
   */
  long[] known = {};

  /**
   * Decoded rows, at least of two rows of MCUs, so that rows above and below can be looked at; that
   * of number r is the one of number {@link #place}. Each is an array of its own: compilers make no
   * vector instructions of loops over parts of arrays, which might be parts of the same one.
   */
  int[][] rows = {};

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

  void allocateCoefficients(boolean known) {
    coefficients = new short[Math.toIntExact(blocks() * COEFFICIENTS)];
    this.known = new long[known ? (int) blocks() : 0];
  }

  void allocateRows() {
    rows = new int[rowsKept()][stride()];
  }

  /** A power of two. */
  int rowsKept() {
    return 2 * Integer.highestOneBit(2 * rowsOfMcu() - 1);
  }

  int place(int row) {
    return row & rows.length - 1;
  }

  int[] row(int number) {
    return rows[place(number)];
  }

  /** Where the coefficients of a block start. */
  int block(int across, int down) {
    return (down * paddedAcross + across) * COEFFICIENTS;
  }

  long blocks() {
    return (long) paddedAcross * paddedDown;
  }
}
