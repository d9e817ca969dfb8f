package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/**
 * Some bits of some coefficients of each block, in Huffman coding (annex G.1.2). Not thread-safe.
 */
final class HuffmanProgressive extends EntropyDecoder {
  private final BitReader in;
  private final Scan scan;

  /** By component for DC coefficients, only one for others; none where bits of DC are refined. */
  private final HuffmanTable[] tables;

  private final int[] predictions;

  /** {@link Component#known} of the component, for a scan of AC coefficients. */
  private final long[] known;

  /** Blocks to come that have no more new coefficients. */
  private int ended;

  HuffmanProgressive(BitReader in, Scan scan, HuffmanTable[] tables) {
    this.in = in;
    this.scan = scan;
    this.tables = tables;
    predictions = new int[scan.components().size()];
    known = scan.components().get(0).known;
  }

  @Override
  void restart() {
    in.start();
    Arrays.fill(predictions, 0);
    ended = 0;
  }

  @Override
  void endMcu() {
    exhausted |= in.isPastData() && in.marker != 0;
  }

  @Override
  int read(int component, short[] block, int at) {
    if (scan.first() == 0) {
      if (scan.high() == 0) {
        firstDc(component, block, at);
      } else if (in.readBit()) {
        block[at] |= (short) (1 << scan.low());
      }
    } else if (scan.high() == 0) {
      firstAc(block, at);
    } else {
      refineAc(block, at);
    }
    return 0;
  }

  private void firstDc(int component, short[] block, int at) {
    int difference = in.readSigned(tables[component].read(in));
    predictions[component] += difference;
    block[at] = (short) (predictions[component] << scan.low());
  }

  private void firstAc(short[] block, int at) {
    if (ended > 0) {
      ended--;
      return;
    }
    HuffmanTable table = tables[0];
    for (int k = scan.first(); k <= scan.last(); k++) {
      int symbol = table.read(in);
      int run = symbol >> 4;
      int size = symbol & 15;
      if (size != 0) {
        k += run;
        set(block, at, k, in.readSigned(size) << scan.low());
      } else if (run == 15) {
        k += 15;
      } else {
        ended = endOfBand(run) - 1;
        return;
      }
    }
  }

  /** Blocks that end here, this one included. */
  private int endOfBand(int size) {
    return (1 << size) + (size == 0 ? 0 : in.read(size));
  }

  private void refineAc(short[] block, int at) {
    int k = scan.first();
    if (ended == 0) {
      for (; k <= scan.last(); k++) {
        int symbol = tables[0].read(in);
        int run = symbol >> 4;
        int added = 0;
        if ((symbol & 15) != 0) {
          added = in.readBit() ? 1 << scan.low() : -1 << scan.low();
        } else if (run != 15) {
          ended = endOfBand(run);
          break;
        }
        k = refine(block, at, k, run);
        if (added != 0) {
          set(block, at, k, added);
        }
      }
    }
    if (ended > 0) {
      refine(block, at, k, Component.COEFFICIENTS);
      ended--;
    }
  }

  private void set(short[] block, int at, int k, int value) {
    block[at + Zigzag.NATURAL[k]] = (short) value;
    known[at / Component.COEFFICIENTS] |= 1L << Math.min(k, Component.COEFFICIENTS - 1);
  }

  /**
   * Reads a bit for each coefficient that is not zero, up to the one behind a run of zeros.
   *
   * @return its number, or that behind the last one
   */
  private int refine(short[] block, int at, int from, int run) {
    if (from > scan.last()) {
      return from;
    }
    int end = scan.last() + 1;
    long ahead = known[at / Component.COEFFICIENTS] & -1L << from;
    int zeros = run;
    int k = from;
    while (true) {
      int next = Math.min(end, Long.numberOfTrailingZeros(ahead));
      if (zeros < next - k) {
        return k + zeros;
      }
      if (next == end) {
        return end;
      }
      zeros -= next - k;
      if (in.readBit()) {
        enlarge(block, at + Zigzag.NATURAL[next]);
      }
      ahead &= ahead - 1;
      k = next + 1;
    }
  }

  private void enlarge(short[] block, int place) {
    int bit = 1 << scan.low();
    int value = block[place];
    if ((value & bit) == 0) {
      block[place] = (short) (value >= 0 ? value + bit : value - bit);
    }
  }
}
