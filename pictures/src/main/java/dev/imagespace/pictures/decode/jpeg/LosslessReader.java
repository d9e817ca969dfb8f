package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.Arrays;
import java.util.List;

/** Samples as differences from those before and above (annex H), in one scan. Not thread-safe. */
final class LosslessReader {
  private static final int SAMPLE_BITS = 8;

  private final BitReader in;
  private final Frame frame;
  private final Scan scan;
  private final HuffmanTable[] tables;
  private final Restarts restarts;
  private final EntropyDecoder state = new Interval();

  /** Differences of a row of MCUs, by component. */
  private final int[][] differences;

  /** The row before, by component: samples less what the point transform leaves out. */
  private final int[][] above;

  /** Whether there is no row above that samples are predicted by. */
  private final boolean[] first;

  private boolean skipped;

  LosslessReader(EncodedImage image, Markers markers, Scan scan, HuffmanTable[] tables) {
    this.scan = scan;
    this.tables = tables;
    in = markers.in;
    frame = markers.frame();
    List<Component> components = scan.components();
    if (components.size() < frame.components().size()) {
      throw image.unsupported("JPEG coding not supported: lossless in several scans.");
    }
    int interval = markers.tables.restartInterval;
    int across = components.size() == 1 ? components.get(0).blocksAcross : frame.mcusAcross();
    if (scan.first() < 1
        || scan.first() > 7
        || scan.last() != 0
        || scan.high() != 0
        || scan.low() >= SAMPLE_BITS
        || interval % across != 0) {
      throw image.rejected("damaged JPEG: a lossless scan of no such kind.");
    }
    restarts = new Restarts(markers, interval);
    differences = new int[components.size()][];
    above = new int[components.size()][];
    for (int i = 0; i < above.length; i++) {
      Component c = components.get(i);
      differences[i] = new int[c.rowsOfMcu() * c.stride()];
      above[i] = new int[c.stride()];
    }
    first = new boolean[components.size()];
    state.restart();
  }

  /** Whether there were no data for the last samples. */
  boolean endsEarly() {
    return skipped;
  }

  /** What is forgotten at a restart. */
  private final class Interval extends EntropyDecoder {
    @Override
    int read(int component, short[] block, int at) {
      throw new UnsupportedOperationException();
    }

    @Override
    void restart() {
      in.start();
      Arrays.fill(first, true);
    }

    @Override
    void endMcu() {
      exhausted |= in.isPastData() && in.marker != 0;
    }
  }

  /** Reads a row of MCUs into the samples of the components. */
  void readRow(int row) {
    List<Component> components = scan.components();
    boolean single = components.size() == 1;
    int mcus = single ? components.get(0).blocksAcross : frame.mcusAcross();
    int lines = single ? components.get(0).v : 1;
    for (int line = 0; line < lines; line++) {
      for (int mcu = 0; mcu < mcus; mcu++) {
        restarts.beforeMcu(state);
        skipped = state.exhausted;
        if (skipped) {
          Arrays.fill(first, true);
        }
        for (int i = 0; i < components.size(); i++) {
          Component c = components.get(i);
          int h = single ? 1 : c.h;
          for (int y = line; y < (single ? line + 1 : c.v); y++) {
            for (int x = mcu * h; x < (mcu + 1) * h; x++) {
              differences[i][y * c.stride() + x] = skipped ? 0 : difference(i);
            }
          }
        }
        state.endMcu();
      }
      for (int i = 0; single && i < 1; i++) {
        sum(i, row, line);
      }
    }
    for (int i = 0; !single && i < components.size(); i++) {
      for (int y = 0; y < components.get(i).v; y++) {
        sum(i, row, y);
      }
    }
  }

  private int difference(int component) {
    int size = tables[component].read(in);
    return size == 16 ? 32768 : in.readSigned(size);
  }

  private void sum(int i, int row, int line) {
    Component c = scan.components().get(i);
    int[] samples = c.row(row * c.v + line);
    int from = line * c.stride();
    int[] up = above[i];
    int left = 1 << (SAMPLE_BITS - scan.low() - 1);
    int upLeft = 0;
    for (int x = 0; x < c.blocksAcross; x++) {
      int predicted;
      if (first[i]) {
        predicted = left;
      } else if (x == 0) {
        predicted = up[0];
      } else {
        predicted = predict(left, up[x], upLeft);
      }
      upLeft = up[x];
      left = differences[i][from + x] + predicted & 0xffff;
      up[x] = left;
      samples[x] = left << scan.low() & 0xff;
    }
    first[i] = false;
  }

  /** Table H.1. */
  private int predict(int left, int up, int upLeft) {
    return switch (scan.first()) {
      case 1 -> left;
      case 2 -> up;
      case 3 -> upLeft;
      case 4 -> left + up - upLeft;
      case 5 -> left + ((up - upLeft) >> 1);
      case 6 -> up + ((left - upLeft) >> 1);
      default -> (left + up) >> 1;
    };
  }
}
