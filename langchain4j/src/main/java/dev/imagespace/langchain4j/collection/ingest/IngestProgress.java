package dev.imagespace.langchain4j.collection.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a run is. Immutable.
 *
 * @param done items with an outcome
 * @param total items of the source, where it knows
 * @param elapsed since the run began
 */
public record IngestProgress(long done, OptionalLong total, Duration elapsed) {

  /** Items a second, so far. */
  public double rate() {
    return elapsed.isZero() ? 0 : done * 1e9 / elapsed.toNanos();
  }

  /** The time that is left at this rate. */
  public Optional<Duration> remaining() {
    return total.isEmpty() || done == 0
        ? Optional.empty()
        : Optional.of(elapsed.multipliedBy(Math.max(0, total.getAsLong() - done)).dividedBy(done));
  }
}
