package dev.imagespace;

import dev.imagespace.image.ImageSource;
import org.jspecify.annotations.Nullable;

/** Weighted clauses that become one query vector. Immutable: each clause gives a new query. */
public final class ImageSpaceQuery {

  public ImageSpaceQuery similar(ImageFieldSet fields, @Nullable ImageSource image, double weight) {
    throw new UnsupportedOperationException("contract");
  }

  public ImageSpaceQuery similar(
      DescriptionFieldSet fields, @Nullable String description, double weight) {
    throw new UnsupportedOperationException("contract");
  }

  public ImageSpaceQuery withVector(float[] vector, double weight) {
    throw new UnsupportedOperationException("contract");
  }

  /** The query's vector: unit length, or all zero where no clause is left. */
  public float[] embed() {
    throw new UnsupportedOperationException("contract");
  }
}
