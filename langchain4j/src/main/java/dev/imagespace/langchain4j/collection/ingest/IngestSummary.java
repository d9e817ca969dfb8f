package dev.imagespace.langchain4j.collection.ingest;

import java.time.Duration;

/**
 * What a run did. Immutable.
 *
 * @param embedded items whose vector was made
 * @param reused items that were stored with a vector that was known
 * @param unchanged items that the collection had already
 * @param rejected items without a vector
 * @param removed items that the source has no longer
 * @param complete false where the run was stopped before its end
 */
public record IngestSummary(
    long embedded,
    long reused,
    long unchanged,
    long rejected,
    long removed,
    boolean complete,
    Duration elapsed) {

  /** Items that can be found now and could not before, or not as they are. */
  public long stored() {
    return embedded + reused;
  }
}
