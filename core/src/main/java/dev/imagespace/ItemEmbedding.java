package dev.imagespace;

/** What became of one item of a batch. */
public sealed interface ItemEmbedding {

  /** The vector of the item: {@link ImageSpace#length()} floats, not shared with anyone. */
  record Embedded(float[] vector) implements ItemEmbedding {}

  /**
   * Why the item has no vector; the others of its batch are not concerned. The reason is an {@code
   * ImageRejectedException} or an {@link EmptyItemException}.
   */
  record Rejected(RuntimeException reason) implements ItemEmbedding {}
}
