package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/** One Huffman code as a table by the next bits (figures C.1, C.2 and F.15). Immutable. */
final class HuffmanTable {
  /** Codes up to this length are found by one look. */
  static final int LOOK = 10;

  private static final int LONGEST = 16;

  /** By the next bits: length of the code, then its symbol in 8 bits; 0 for a longer code. */
  private final short[] look = new short[1 << LOOK];

  /**
   * By the next bits, where a run of zeros and the number behind it fit into them: the number, the
   * run in 8 bits, all bits in 8 bits. An end of the block is a number 0; 0 where they do not fit.
   */
  final int[] whole = new int[1 << LOOK];

  private final int[] lastCode = new int[LONGEST + 2];
  private final int[] toSymbol = new int[LONGEST + 2];
  private final byte[] symbols;

  /**
   * A table that is not yet known to be one.
   *
   * @param counts of the codes of 1 to 16 bits
   * @param symbols by their codes, padded with zeros
   */
  record Definition(byte[] counts, byte[] symbols) {
    static final int SYMBOLS = 256;
  }

  private HuffmanTable(byte[] symbols) {
    this.symbols = symbols;
  }

  /**
   * Returns the table of the code.
   *
   * @param largest symbol that has a meaning
   * @throws IllegalArgumentException if there is no such code
   */
  static HuffmanTable of(Definition definition, int largest) {
    HuffmanTable table = new HuffmanTable(definition.symbols);
    int code = 0;
    int p = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = definition.counts[length - 1] & 0xff;
      table.toSymbol[length] = p - code;
      for (int i = 0; i < count; i++, p++, code++) {
        table.enter(code, length, definition.symbols[p] & 0xff, largest);
      }
      table.lastCode[length] = count == 0 ? -1 : code - 1;
      if (count > 0 && code >= 1 << length) {
        // libjpeg: no code is all ones.
        throw new IllegalArgumentException("damaged Huffman table");
      }
      code <<= 1;
    }
    table.lastCode[LONGEST + 1] = Integer.MAX_VALUE;
    return table;
  }

  private void enter(int code, int length, int symbol, int largest) {
    if (symbol > largest || code >= 1 << length) {
      throw new IllegalArgumentException("damaged Huffman table");
    }
    if (length > LOOK) {
      return;
    }
    int from = code << (LOOK - length);
    Arrays.fill(look, from, (code + 1) << (LOOK - length), (short) (length << 8 | symbol));
    int size = symbol & 15;
    int run = symbol >> 4;
    int all = length + size;
    if (all > LOOK || (size == 0 && run != 0 && run != 15)) {
      return;
    }
    for (int bits = 0; bits < 1 << (LOOK - length); bits++) {
      int value = size == 0 ? 0 : BitReader.extended(bits >> (LOOK - all), size);
      whole[from + bits] = value << 16 | run << 8 | all;
    }
  }

  /** The next symbol; 0 where the bits are no code, as libjpeg takes them. */
  int read(BitReader in) {
    if (in.bits < LONGEST + 1) {
      in.fill();
    }
    int found = lookUp(in.buffer);
    in.skip(found >> 8);
    return found & 0xff;
  }

  /** Length of the code that these bits start with, then its symbol in 8 bits. */
  int lookUp(long buffer) {
    int found = look[(int) (buffer >>> (Long.SIZE - LOOK))];
    if (found != 0) {
      return found;
    }
    int length = 1;
    while ((int) (buffer >>> (Long.SIZE - length)) > lastCode[length]) {
      length++;
    }
    if (length > LONGEST) {
      return length << 8;
    }
    int code = (int) (buffer >>> (Long.SIZE - length));
    return length << 8 | (symbols[code + toSymbol[length]] & 0xff);
  }
}
