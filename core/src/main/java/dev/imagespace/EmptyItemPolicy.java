package dev.imagespace;

/** What becomes of an item with neither picture nor description. */
public enum EmptyItemPolicy {
  /** An {@link EmptyItemException} for that item; the others of its batch are embedded. */
  REJECT,
  /** A vector of zeros, whose cosine with anything is undefined; many stores refuse it. */
  ZERO_VECTOR
}
