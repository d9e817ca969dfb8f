package dev.imagespace.sample.collection;

/** Told how far an update has come. */
public interface EmbeddingProgress {

  /** After each batch of new pictures; never called where nothing is new. */
  void embedded(int done, int total);
}
