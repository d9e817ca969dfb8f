package dev.imagespace;

/** The last step of an embedding. */
public enum Normalization {
  /** Divided by its Euclidean length; a vector of zeros stays one. */
  L2,
  /**
   * Left as the network or the sum gives it: one part alone is the raw output of its tower, two
   * parts are their sum.
   */
  NONE
}
