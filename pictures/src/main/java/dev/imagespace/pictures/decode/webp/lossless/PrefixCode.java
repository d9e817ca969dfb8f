package dev.imagespace.pictures.decode.webp.lossless;

import java.io.EOFException;
import java.io.IOException;

/**
 * A canonical prefix code: a table of the first bits, and a walk along the lengths for the rare
 * longer ones. Immutable.
 */
final class PrefixCode {
  static final int MAX_LENGTH = 15;
  private static final int TABLE_BITS = 8;

  /** Of an entry of the table, for its symbol; the others are for its length. */
  private static final int SYMBOL_BITS = 12;

  private static final int SYMBOL = (1 << SYMBOL_BITS) - 1;

  /** Objects and arrays, however few symbols they have. */
  private static final int BYTES = 300;

  /** By symbol: a file of a few bytes may name tens of thousands. */
  private static final PrefixCode[] OF_ONE = new PrefixCode[256];

  static {
    for (int symbol = 0; symbol < OF_ONE.length; symbol++) {
      OF_ONE[symbol] = ofOne(symbol);
    }
  }

  /** Symbols by code, shorter codes first. */
  private final char[] symbols;

  /** Behind the last code of each length, in as many bits as the longest has. */
  private final int[] limits;

  /** From a code of each length to the number of its symbol. */
  private final int[] before;

  /** Length and symbol of every code of up to {@code tableBits} bits, by the bits as read. */
  private final char[] table;

  /** No more than the longest code has: a file may hold tens of thousands of short ones. */
  private final int tableBits;

  private PrefixCode(char[] symbols, int[] counts, char[] table) {
    this.symbols = symbols;
    this.table = table;
    boolean longer = counts.length > 0 && symbols.length > 0;
    limits = longer ? new int[counts.length] : counts;
    before = longer ? new int[counts.length] : counts;
    int code = 0;
    int index = 0;
    for (int length = 1; length < counts.length; length++) {
      before[length] = code - index;
      code += counts[length];
      index += counts[length];
      limits[length] = code << (MAX_LENGTH - length);
      code <<= 1;
    }
    this.tableBits = Integer.numberOfTrailingZeros(table.length);
  }

  /** A code of one symbol takes no bits. */
  static PrefixCode of(int symbol) {
    return symbol < OF_ONE.length ? OF_ONE[symbol] : ofOne(symbol);
  }

  private static PrefixCode ofOne(int symbol) {
    return new PrefixCode(new char[] {(char) symbol}, new int[0], new char[0]);
  }

  /** What it takes in memory, about. */
  int bytes() {
    return BYTES + Character.BYTES * (symbols.length + table.length);
  }

  /**
   * A code by the lengths of its symbols; 0 for symbols that do not occur.
   *
   * @throws IOException if some bits would be no symbol, or two
   */
  static PrefixCode of(int[] lengths) throws IOException {
    int[] counts = new int[MAX_LENGTH + 1];
    for (int length : lengths) {
      counts[length]++;
    }
    int used = lengths.length - counts[0];
    counts[0] = 0;
    char[] symbols = sorted(lengths, counts, used);
    if (used == 1) {
      return of(symbols[0]);
    }
    int open = 1;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      open = 2 * open - counts[length];
      if (open < 0) {
        break;
      }
    }
    if (open != 0) {
      throw new IOException("VP8L prefix code is not complete");
    }
    return new PrefixCode(symbols, counts, table(symbols, counts));
  }

  private static char[] sorted(int[] lengths, int[] counts, int used) {
    int[] next = new int[MAX_LENGTH + 2];
    for (int length = 1; length <= MAX_LENGTH; length++) {
      next[length + 1] = next[length] + counts[length];
    }
    char[] symbols = new char[used];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] != 0) {
        symbols[next[lengths[symbol]]++] = (char) symbol;
      }
    }
    return symbols;
  }

  private static char[] table(char[] symbols, int[] counts) {
    int longest = MAX_LENGTH;
    while (counts[longest] == 0) {
      longest--;
    }
    int bits = Math.min(TABLE_BITS, longest);
    char[] table = new char[1 << bits];
    int code = 0;
    int index = 0;
    for (int length = 1; length <= bits; length++, code <<= 1) {
      for (int i = 0; i < counts[length]; i++, code++, index++) {
        int reversed = Integer.reverse(code) >>> (32 - length);
        for (int at = reversed; at < table.length; at += 1 << length) {
          table[at] = (char) (length << SYMBOL_BITS | symbols[index]);
        }
      }
    }
    return table;
  }

  int read(BitReader in) throws EOFException {
    if (table.length == 0) {
      return symbols[0];
    }
    int entry = table[in.peek(tableBits)];
    if (entry != 0) {
      in.skip(entry >> SYMBOL_BITS);
      return entry & SYMBOL;
    }
    int bits = Integer.reverse(in.peek(MAX_LENGTH)) >>> (32 - MAX_LENGTH);
    for (int length = tableBits + 1; length <= MAX_LENGTH; length++) {
      if (bits < limits[length]) {
        in.skip(length);
        return symbols[(bits >> (MAX_LENGTH - length)) - before[length]];
      }
    }
    throw new IllegalStateException("a complete code has a symbol for all bits");
  }
}
