package dev.imagespace;

/** The last step of an embedding. */
public enum Normalization {
  /** Divided by its Euclidean length. */
  L2,
  /** Left as the formula gives it. */
  NONE
}
