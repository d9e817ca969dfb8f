package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/** All coefficients of a block in one scan, in Huffman coding (annex F.2.2). Not thread-safe. */
final class HuffmanSequential extends EntropyDecoder {
  private static final int SYMBOL_AND_VALUE = 17 + 15;

  private final BitReader in;
  private final HuffmanTable[] dc;
  private final HuffmanTable[] ac;
  private final int[][] steps;
  private final boolean[] dcOnly;
  private final int[] predictions;

  /**
   * Reads a scan.
   *
   * @param dc tables by component
   * @param ac tables by component
   * @param steps that coefficients are multiplied with, by component, in zigzag order and as long
   * @param dcOnly whether nothing but the first coefficient is of use, by component
   */
  HuffmanSequential(
      BitReader in, HuffmanTable[] dc, HuffmanTable[] ac, int[][] steps, boolean[] dcOnly) {
    this.in = in;
    this.dc = dc;
    this.ac = ac;
    this.steps = steps;
    this.dcOnly = dcOnly;
    predictions = new int[dc.length];
  }

  @Override
  void restart() {
    in.start();
    Arrays.fill(predictions, 0);
  }

  @Override
  void endMcu() {
    exhausted |= in.isPastData() && in.marker != 0;
  }

  @Override
  int read(int component, short[] block, int at) {
    int size = dc[component].read(in);
    int value = predictions[component] + in.readSigned(size);
    predictions[component] = value;
    int[] scale = steps[component];
    int coefficient = (short) value * scale[0];
    block[at] = (short) coefficient;
    if (dcOnly[component]) {
      skipRest(ac[component]);
      return 0;
    }
    return Places.ofDc(coefficient) | readRest(ac[component], scale, block, at);
  }

  /** The buffer of bits is kept in local variables, which the compiler keeps in registers. */
  private int readRest(HuffmanTable table, int[] scale, short[] block, int at) {
    int[] whole = table.whole;
    int[] natural = Zigzag.NATURAL;
    long buffer = in.buffer;
    int bits = in.bits;
    int places = 0;
    for (int k = 1; k < Component.COEFFICIENTS; k++) {
      if (bits < SYMBOL_AND_VALUE) {
        in.buffer = buffer;
        in.bits = bits;
        in.fill();
        buffer = in.buffer;
        bits = in.bits;
      }
      int found = whole[(int) (buffer >>> (Long.SIZE - HuffmanTable.LOOK))];
      int value;
      int run;
      if (found != 0) {
        value = found >> 16;
        run = found >> 8 & 0xff;
        buffer <<= found;
        bits -= found & 0xff;
      } else {
        int symbol = table.lookUp(buffer);
        buffer <<= symbol >> 8;
        bits -= symbol >> 8;
        run = symbol >> 4 & 15;
        int size = symbol & 15;
        value = 0;
        if (size != 0) {
          value = BitReader.extended((int) (buffer >>> (Long.SIZE - size)), size);
          buffer <<= size;
          bits -= size;
        }
      }
      if (value != 0) {
        k += run;
        int place = natural[k];
        int coefficient = value * scale[k];
        block[at + place] = (short) coefficient;
        places |= Places.ofAc(place, coefficient);
      } else if (run == 15) {
        k += 15;
      } else {
        break;
      }
    }
    in.buffer = buffer;
    in.bits = bits;
    return places;
  }

  private void skipRest(HuffmanTable table) {
    int[] whole = table.whole;
    long buffer = in.buffer;
    int bits = in.bits;
    for (int k = 1; k < Component.COEFFICIENTS; k++) {
      if (bits < SYMBOL_AND_VALUE) {
        in.buffer = buffer;
        in.bits = bits;
        in.fill();
        buffer = in.buffer;
        bits = in.bits;
      }
      int found = whole[(int) (buffer >>> (Long.SIZE - HuffmanTable.LOOK))];
      boolean zero;
      int run;
      int all;
      if (found != 0) {
        zero = found >> 16 == 0;
        run = found >> 8 & 0xff;
        all = found & 0xff;
      } else {
        int symbol = table.lookUp(buffer);
        zero = (symbol & 15) == 0;
        run = symbol >> 4 & 15;
        all = (symbol >> 8) + (symbol & 15);
      }
      buffer <<= all;
      bits -= all;
      if (zero && run != 15) {
        break;
      }
      k += run;
    }
    in.buffer = buffer;
    in.bits = bits;
  }
}
