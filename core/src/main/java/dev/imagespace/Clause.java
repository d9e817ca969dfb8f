package dev.imagespace;

import dev.imagespace.image.ImageSource;

/** One term of a query's sum; its weight is finite and not zero. Immutable. */
public sealed interface Clause {

  double weight();

  /** Similar to a picture. */
  record OfImage(ImageSource image, double weight) implements Clause {}

  /** Similar to a text. */
  record OfText(String text, double weight) implements Clause {}

  /** Similar to what has this vector. */
  record OfVector(float[] vector, double weight) implements Clause {

    public OfVector {
      vector = vector.clone();
    }

    @Override
    public float[] vector() {
      return vector.clone();
    }
  }
}
