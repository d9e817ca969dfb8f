package dev.imagespace.pictures.decode.jpeg;

/** Segments that define tables (annex B.2.4). */
final class Definitions {
  private Definitions() {}

  /** DQT. */
  static void quantisation(Segment in, JpegTables tables) {
    while (in.left() > 0) {
      int kind = in.u8();
      int[] steps = new int[Component.COEFFICIENTS];
      for (int i = 0; i < steps.length; i++) {
        steps[Zigzag.NATURAL[i]] = kind >> 4 == 0 ? in.u8() : in.u16();
      }
      tables.quantisation[number(in, kind & 15)] = steps;
    }
    in.requireEnd();
  }

  /** DHT. */
  static void huffman(Segment in, JpegTables tables) {
    while (in.left() > 16) {
      int kind = in.u8();
      byte[] counts = in.bytes(16, 16);
      int symbols = 0;
      for (byte count : counts) {
        symbols += count & 0xff;
      }
      if (symbols > HuffmanTable.Definition.SYMBOLS || symbols > in.left()) {
        throw in.damaged();
      }
      (kind >= 16 ? tables.ac : tables.dc)[number(in, kind >= 16 ? kind - 16 : kind)] =
          new HuffmanTable.Definition(counts, in.bytes(symbols, HuffmanTable.Definition.SYMBOLS));
    }
    in.requireEnd();
  }

  /** DAC. */
  static void conditioning(Segment in, JpegTables tables) {
    while (in.left() > 0) {
      int kind = in.u8();
      int value = in.u8();
      if (kind >= 2 * JpegTables.CONDITIONINGS) {
        throw in.damaged();
      }
      if (kind >= JpegTables.CONDITIONINGS) {
        tables.kx[kind - JpegTables.CONDITIONINGS] = value;
      } else if ((value & 15) > value >> 4) {
        throw in.damaged();
      } else {
        tables.lower[kind] = value & 15;
        tables.upper[kind] = value >> 4;
      }
    }
    in.requireEnd();
  }

  /** DRI. */
  static void restarts(Segment in, JpegTables tables) {
    int interval = in.u16();
    in.requireEnd();
    tables.restartInterval = interval;
  }

  private static int number(Segment in, int table) {
    if (table >= JpegTables.TABLES) {
      throw in.damaged();
    }
    return table;
  }
}
