package dev.imagespace.sample.collection;

/** Told how far an update has come. */
public interface EmbeddingProgress {

  /** After each new picture; never called where nothing is new. */
  void embedded(int done, int total);
}
