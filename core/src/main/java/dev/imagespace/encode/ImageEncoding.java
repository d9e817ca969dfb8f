package dev.imagespace.encode;

/** A vector, or the reason why there is none. */
public sealed interface ImageEncoding {

  /** The raw vector. */
  record Encoded(float[] vector) implements ImageEncoding {}

  /** Why the picture has none. */
  record Rejected(RuntimeException reason) implements ImageEncoding {}
}
