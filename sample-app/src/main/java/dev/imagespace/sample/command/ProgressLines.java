package dev.imagespace.sample.command;

import dev.imagespace.sample.collection.EmbeddingProgress;
import java.io.PrintStream;
import java.time.Duration;

/** Progress for a person or a log file: whole lines, no more than one every two seconds. */
final class ProgressLines implements EmbeddingProgress {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PrintStream err;
  private final String title;
  private final long started = System.nanoTime();
  private long printed = started;
  private boolean silent = true;

  ProgressLines(PrintStream err, String title) {
    this.err = err;
    this.title = title;
  }

  @Override
  public void embedded(int done, int total) {
    if (silent) {
      err.printf("%s: %d pictures%n", title, total);
      silent = false;
    }
    long now = System.nanoTime();
    if (now - printed < PAUSE.toNanos() || done == total) {
      return;
    }
    printed = now;
    double rate = done / ((now - started) / 1e9);
    err.printf(
        "  %d of %d, %.1f a second, %s left%n",
        done, total, rate, duration(Math.round((total - done) / rate)));
  }

  private static String duration(long seconds) {
    return seconds < 100 ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}
