package dev.imagespace.sample.command;

import dev.imagespace.langchain4j.collection.ingest.IngestListener;
import dev.imagespace.langchain4j.collection.ingest.IngestProgress;
import dev.imagespace.langchain4j.collection.ingest.ItemOutcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress for a person or a log file: whole lines, no more than one every two seconds. */
final class ProgressLines implements IngestListener {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final PrintStream err;
  private final String title;
  private long printed;
  private boolean working;
  private boolean silent = true;

  ProgressLines(PrintStream err, String title) {
    this.err = err;
    this.title = title;
  }

  /** Nothing of items that were there already: they need no time. */
  @Override
  public void onOutcome(ItemOutcome outcome) {
    working |= !(outcome instanceof ItemOutcome.Unchanged);
  }

  @Override
  public void onProgress(IngestProgress progress) {
    if (!working) {
      return;
    }
    if (silent) {
      err.println(title);
      silent = false;
      // The first item waits for the model: from it alone, nobody can tell how long the rest takes.
      printed = System.nanoTime();
    }
    long now = System.nanoTime();
    if (now - printed < PAUSE.toNanos()) {
      return;
    }
    printed = now;
    String of = progress.total().isPresent() ? " of " + progress.total().getAsLong() : "";
    String left =
        progress.remaining().map(it -> ", " + duration(it.toSeconds()) + " left").orElse("");
    err.printf(
        Locale.ROOT, "  %d%s, %.1f a second%s%n", progress.done(), of, progress.rate(), left);
  }

  private static String duration(long seconds) {
    return seconds < 100 ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}
