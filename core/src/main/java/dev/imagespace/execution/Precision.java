package dev.imagespace.execution;

/** The numbers that a network computes with. */
public enum Precision {
  /** The vectors of the Python originals. */
  FLOAT32,
  /**
   * Weights of 8 bits: faster, and close to the originals rather than equal. Such vectors are a
   * space of their own, with a fingerprint of its own.
   */
  INT8
}
