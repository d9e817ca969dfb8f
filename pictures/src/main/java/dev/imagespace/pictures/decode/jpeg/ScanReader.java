package dev.imagespace.pictures.decode.jpeg;

import java.util.List;

/** Reads the MCUs of a scan in their order (annex A.2). Not thread-safe. */
final class ScanReader {
  private final Frame frame;
  private final List<Component> components;
  private final EntropyDecoder decoder;
  private final Restarts restarts;
  private final BlockTarget target;

  /** Whether there were no data for the last MCU. */
  private boolean skipped;

  ScanReader(
      Frame frame, Scan scan, EntropyDecoder decoder, Restarts restarts, BlockTarget target) {
    this.frame = frame;
    components = scan.components();
    this.decoder = decoder;
    this.restarts = restarts;
    this.target = target;
    decoder.restart();
  }

  /**
   * Whether data are missing for the end of what was read so far. Where they are missing in
   * between, a restart marker told where to go on, and they are zero.
   */
  boolean endsEarly() {
    return skipped;
  }

  /** The same where no data can come any more. */
  boolean isOver() {
    return skipped && !restarts.any();
  }

  /** Reads as much as a row of MCUs of all components holds. */
  void readRow(int row) {
    if (components.size() > 1) {
      for (int mcu = 0; mcu < frame.mcusAcross(); mcu++) {
        if (beforeMcu()) {
          readMcu(mcu, row);
        } else {
          skipMcu(mcu, row);
        }
      }
      return;
    }
    Component c = components.get(0);
    int end = Math.min((row + 1) * c.v, c.blocksDown);
    for (int down = row * c.v; down < end; down++) {
      for (int across = 0; across < c.blocksAcross; across++) {
        if (beforeMcu()) {
          readBlock(0, c, across, down);
          decoder.endMcu();
        } else {
          target.done(c, across, down, 0);
        }
      }
    }
  }

  /** Whether there are data for the next MCU. */
  private boolean beforeMcu() {
    restarts.beforeMcu(decoder);
    skipped = decoder.exhausted;
    return !skipped;
  }

  private void readMcu(int mcu, int row) {
    for (int i = 0; i < components.size(); i++) {
      Component c = components.get(i);
      for (int y = 0; y < c.v; y++) {
        for (int x = 0; x < c.h; x++) {
          readBlock(i, c, mcu * c.h + x, row * c.v + y);
        }
      }
    }
    decoder.endMcu();
  }

  private void readBlock(int i, Component c, int across, int down) {
    int places = decoder.read(i, target.array(c), target.at(c, across, down));
    target.done(c, across, down, places);
  }

  private void skipMcu(int mcu, int row) {
    for (Component c : components) {
      for (int y = 0; y < c.v; y++) {
        for (int x = 0; x < c.h; x++) {
          target.done(c, mcu * c.h + x, row * c.v + y, 0);
        }
      }
    }
  }
}
