package dev.imagespace.pictures.decode.jpeg;

/**
 * Markers that cut a scan into intervals, so that damage ends where the next one starts. Not
 * thread-safe.
 */
final class Restarts {
  private static final int FIRST = 0xd0;
  private static final int LAST = 0xd7;
  private static final int FIRST_FRAME = 0xc0;

  private final Markers markers;
  private final BitReader in;
  private final int interval;
  private int left;
  private int expected;

  /**
   * Counts the MCUs of a scan.
   *
   * @param interval MCUs; 0 for no markers
   */
  Restarts(Markers markers, int interval) {
    this.markers = markers;
    in = markers.in;
    this.interval = interval;
    left = interval;
  }

  /** Whether there are markers at all. */
  boolean any() {
    return interval > 0;
  }

  /** Counts a MCU, and reads the marker before it where one is due. */
  void beforeMcu(EntropyDecoder decoder) {
    if (interval == 0) {
      return;
    }
    if (left == 0) {
      left = interval;
      read();
      decoder.restart();
      if (in.marker == 0) {
        decoder.exhausted = false;
      }
    }
    left--;
  }

  /** Finds its way where another marker was met, as jpeg_resync_to_restart does. */
  private void read() {
    int marker = next();
    while (true) {
      int ahead = marker - FIRST - expected & 7;
      boolean restart = marker >= FIRST && marker <= LAST;
      if (marker < FIRST_FRAME || (restart && ahead >= 6)) {
        // No marker, or one that was missed before: the one due comes later.
        marker = next();
      } else if (restart && ahead != 1 && ahead != 2) {
        break;
      } else {
        // One that is due later: it stays, and this interval has no data.
        in.marker = marker;
        break;
      }
    }
    expected = expected + 1 & 7;
  }

  private int next() {
    int marker = markers.next();
    if (marker == Markers.NONE) {
      throw markers.truncated();
    }
    return marker;
  }
}
