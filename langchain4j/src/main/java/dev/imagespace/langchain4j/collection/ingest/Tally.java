package dev.imagespace.langchain4j.collection.ingest;

import java.time.Duration;
import java.util.OptionalLong;

/** Counts the outcomes of a run and tells its listener. Thread-safe. */
final class Tally {
  private final IngestListener listener;
  private final OptionalLong total;
  private final long start = System.nanoTime();
  private long embedded;
  private long reused;
  private long unchanged;
  private long rejected;
  private long removed;

  Tally(IngestListener listener, OptionalLong total) {
    this.listener = listener;
    this.total = total;
  }

  synchronized void add(ItemOutcome outcome) {
    if (outcome instanceof ItemOutcome.Stored stored) {
      embedded += stored.embedded() ? 1 : 0;
      reused += stored.embedded() ? 0 : 1;
    } else if (outcome instanceof ItemOutcome.Unchanged) {
      unchanged++;
    } else if (outcome instanceof ItemOutcome.Rejected) {
      rejected++;
    } else {
      removed++;
    }
    listener.onOutcome(outcome);
    listener.onProgress(
        new IngestProgress(embedded + reused + unchanged + rejected, total, elapsed()));
  }

  synchronized IngestSummary summary(boolean complete) {
    return new IngestSummary(embedded, reused, unchanged, rejected, removed, complete, elapsed());
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
