package dev.imagespace;

import dev.imagespace.image.ImageSource;
import org.jspecify.annotations.Nullable;

/** One term of a query's sum; its weight is finite and not zero. Immutable. */
public sealed interface Clause {

  double weight();

  /** Similar to a picture. */
  record OfImage(ImageSource image, double weight) implements Clause {}

  /**
   * Similar to a text.
   *
   * @param language of the text, as the model names it; null for the one that the space has
   */
  record OfText(String text, double weight, @Nullable String language) implements Clause {

    /** In the language that the space has. */
    public OfText(String text, double weight) {
      this(text, weight, null);
    }
  }

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
