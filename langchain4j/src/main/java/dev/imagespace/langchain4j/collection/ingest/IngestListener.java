package dev.imagespace.langchain4j.collection.ingest;

/**
 * Told what becomes of items. Called by one thread at a time, which is not always the same; a
 * listener that is slow slows the run, and one that throws ends it.
 */
public interface IngestListener {

  /** A new outcome; the stored ones in the order in which they were stored. */
  default void onOutcome(ItemOutcome outcome) {}

  /** After each outcome, and the time of day. */
  default void onProgress(IngestProgress progress) {}
}
