package dev.imagespace.pictures.decode.jpeg;

import java.util.Arrays;

/**
 * Coefficients in arithmetic coding, all of a block (annex F.2.4) or some bits of some (annex
 * G.1.3). Not thread-safe.
 */
final class ArithmeticDecoder extends EntropyDecoder {
  private static final int DC_BINS = 64;
  private static final int AC_BINS = 256;
  private static final int LARGEST = 0x8000;

  private final Scan scan;
  private final JpegTables tables;
  private final boolean progressive;
  private final int[][] steps;
  private final ArithmeticReader in;
  private final BitReader bytes;
  private final byte[][] dcBins = new byte[JpegTables.CONDITIONINGS][DC_BINS];
  private final byte[][] acBins = new byte[JpegTables.CONDITIONINGS][AC_BINS];
  private final byte[] even = {ArithmeticReader.EVEN};
  private final int[] predictions;

  /** Category of the difference before, by component. */
  private final int[] contexts;

  /** Set by a code that there is none of: nothing more is read up to the next restart. */
  private boolean damaged;

  /** The number that was read last is told by bins that start here. */
  private int bin;

  /**
   * Reads a scan.
   *
   * @param steps that coefficients are multiplied with, by component, in zigzag order and as long
   */
  ArithmeticDecoder(
      BitReader bytes, Scan scan, JpegTables tables, boolean progressive, int[][] steps) {
    this.bytes = bytes;
    this.scan = scan;
    this.tables = tables;
    this.progressive = progressive;
    this.steps = steps;
    in = new ArithmeticReader(bytes);
    predictions = new int[scan.components().size()];
    contexts = new int[predictions.length];
  }

  @Override
  void restart() {
    bytes.start();
    in.start();
    damaged = false;
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = 0;
      contexts[i] = 0;
      Arrays.fill(dcBins[scan.dc()[i]], (byte) 0);
      Arrays.fill(acBins[scan.ac()[i]], (byte) 0);
    }
  }

  @Override
  void endMcu() {}

  @Override
  int read(int component, short[] block, int at) {
    if (progressive && scan.first() == 0 && scan.high() != 0) {
      if (in.read(even, 0) != 0) {
        block[at] |= (short) (1 << scan.low());
      }
      return 0;
    }
    if (damaged) {
      return 0;
    }
    if (!progressive) {
      int dc = readDc(component, block, at, 0);
      return damaged ? 0 : dc | readAc(component, block, at, 1, Component.COEFFICIENTS - 1, 0);
    }
    if (scan.first() == 0) {
      readDc(component, block, at, scan.low());
    } else if (scan.high() == 0) {
      readAc(0, block, at, scan.first(), scan.last(), scan.low());
    } else {
      refineAc(block, at);
    }
    return 0;
  }

  private int readDc(int component, short[] block, int at, int shift) {
    int table = scan.dc()[component];
    byte[] bins = dcBins[table];
    int start = contexts[component];
    if (in.read(bins, start) == 0) {
      contexts[component] = 0;
    } else {
      int sign = in.read(bins, start + 1);
      bin = start + 2 + sign;
      int magnitude = in.read(bins, bin);
      if (magnitude != 0) {
        bin = 20;
        magnitude = magnitude(bins, magnitude);
      }
      if (damaged) {
        return 0;
      }
      contexts[component] = context(table, magnitude, sign);
      predictions[component] = predictions[component] + number(bins, magnitude, sign) & 0xffff;
    }
    int coefficient = (short) (predictions[component] << shift) * steps[component][0];
    block[at] = (short) coefficient;
    return Places.ofDc(coefficient);
  }

  private int context(int table, int magnitude, int sign) {
    if (magnitude < 1 << tables.lower[table] >> 1) {
      return 0;
    }
    return (magnitude > 1 << tables.upper[table] >> 1 ? 12 : 4) + 4 * sign;
  }

  /** The highest bit of a number, where each bin asks for another one. */
  private int magnitude(byte[] bins, int from) {
    int magnitude = from;
    while (in.read(bins, bin) != 0) {
      magnitude <<= 1;
      if (magnitude == LARGEST) {
        damaged = true;
        return 0;
      }
      bin++;
    }
    return magnitude;
  }

  /** The number of this highest bit, of which the others follow. */
  private int number(byte[] bins, int magnitude, int sign) {
    int value = magnitude;
    for (int bit = magnitude >> 1; bit != 0; bit >>= 1) {
      if (in.read(bins, bin + 14) != 0) {
        value |= bit;
      }
    }
    return sign != 0 ? -value - 1 : value + 1;
  }

  private int readAc(int component, short[] block, int at, int first, int end, int shift) {
    int table = scan.ac()[component];
    byte[] bins = acBins[table];
    int places = 0;
    for (int k = first; k <= end; k++) {
      bin = 3 * (k - 1);
      if (in.read(bins, bin) != 0) {
        break;
      }
      while (in.read(bins, bin + 1) == 0) {
        bin += 3;
        k++;
        if (k > end) {
          damaged = true;
          return places;
        }
      }
      int sign = in.read(even, 0);
      bin += 2;
      int magnitude = in.read(bins, bin);
      if (magnitude != 0 && in.read(bins, bin) != 0) {
        bin = k <= tables.kx[table] ? 189 : 217;
        magnitude = magnitude(bins, 2);
        if (damaged) {
          return places;
        }
      }
      int value = number(bins, magnitude, sign) << shift;
      int place = Zigzag.NATURAL[k];
      int coefficient = (short) value * steps[component][k];
      block[at + place] = (short) coefficient;
      places |= Places.ofAc(place, coefficient);
    }
    return places;
  }

  private void refineAc(short[] block, int at) {
    byte[] bins = acBins[scan.ac()[0]];
    int known = scan.last();
    while (known > 0 && block[at + Zigzag.NATURAL[known]] == 0) {
      known--;
    }
    for (int k = scan.first(); k <= scan.last(); k++) {
      int start = 3 * (k - 1);
      if (k > known && in.read(bins, start) != 0) {
        return;
      }
      while (!refine(block, at + Zigzag.NATURAL[k], bins, start)) {
        start += 3;
        k++;
        if (k > scan.last()) {
          damaged = true;
          return;
        }
      }
    }
  }

  /** Whether the coefficient is not zero. */
  private boolean refine(short[] block, int place, byte[] bins, int start) {
    int bit = 1 << scan.low();
    int value = block[place];
    if (value != 0) {
      if (in.read(bins, start + 2) != 0) {
        block[place] = (short) (value < 0 ? value - bit : value + bit);
      }
      return true;
    }
    if (in.read(bins, start + 1) == 0) {
      return false;
    }
    block[place] = (short) (in.read(even, 0) != 0 ? -bit : bit);
    return true;
  }
}
