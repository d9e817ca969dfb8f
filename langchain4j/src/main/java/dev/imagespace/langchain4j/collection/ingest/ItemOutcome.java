package dev.imagespace.langchain4j.collection.ingest;

/** What became of one item. Immutable. */
public sealed interface ItemOutcome {
  String id();

  /**
   * The item was new or changed, and can be found now.
   *
   * @param embedded false where its vector was known: another item has the same content, or only
   *     metadata changed
   */
  record Stored(String id, boolean embedded) implements ItemOutcome {}

  /** The collection had it already. */
  record Unchanged(String id) implements ItemOutcome {}

  /**
   * The item has no vector; what the collection had of an earlier content is removed.
   *
   * @param reason such as an {@code ImageRejectedException}; its message is for people
   */
  record Rejected(String id, RuntimeException reason) implements ItemOutcome {}

  /** The source has it no longer. */
  record Removed(String id) implements ItemOutcome {}
}
