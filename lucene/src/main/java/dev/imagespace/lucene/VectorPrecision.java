package dev.imagespace.lucene;

/** What the graph of an index is searched with; whichever, scores come from the kept floats. */
public enum VectorPrecision {
  /** The vectors as they are. */
  FLOAT,
  /**
   * Seven bits a dimension: a quarter of the memory, and candidates are compared anew in floats.
   */
  SEVEN_BIT
}
