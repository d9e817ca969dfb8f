package dev.imagespace;

/** What becomes of an item with neither picture nor description. */
public enum EmptyItemPolicy {
  REJECT,
  ZERO_VECTOR
}
