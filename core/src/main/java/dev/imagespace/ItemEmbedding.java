package dev.imagespace;

/** What became of one item of a batch. */
public sealed interface ItemEmbedding {

  /** The vector of the item. */
  record Embedded(float[] vector) implements ItemEmbedding {}

  /** Why the item has no vector; the others of its batch are not concerned. */
  record Rejected(RuntimeException reason) implements ItemEmbedding {}
}
