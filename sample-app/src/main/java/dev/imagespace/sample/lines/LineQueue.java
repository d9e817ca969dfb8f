package dev.imagespace.sample.lines;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait for an answer. The reader is held back by their number and by their bytes, so
 * that a fast writer of large pictures cannot fill the memory. For one reader and one taker.
 */
final class LineQueue {
  private static final int MOST_LINES = 32;
  private static final long MOST_BYTES = 32L << 20;

  private final Queue<InputLine> lines = new ArrayDeque<>();
  private long bytes;
  private boolean ended;
  private @Nullable IOException failure;

  /** A line that is larger than the bound by itself waits alone. */
  synchronized void put(InputLine line) throws InterruptedException {
    while (lines.size() >= MOST_LINES || (bytes > 0 && bytes + line.bytes().length > MOST_BYTES)) {
      wait();
    }
    lines.add(line);
    bytes += line.bytes().length;
    notifyAll();
  }

  /** No line comes any more; the failure is null where the input simply ended. */
  synchronized void end(@Nullable IOException cause) {
    ended = true;
    failure = cause;
    notifyAll();
  }

  /** Waits for one line, then takes all that wait with it; empty at the end. */
  synchronized List<InputLine> takeWaiting() throws IOException, InterruptedException {
    while (lines.isEmpty() && !ended) {
      wait();
    }
    if (lines.isEmpty() && failure != null) {
      throw new IOException("Standard input cannot be read: " + failure.getMessage(), failure);
    }
    List<InputLine> taken = new ArrayList<>(lines);
    lines.clear();
    bytes = 0;
    notifyAll();
    return taken;
  }
}
