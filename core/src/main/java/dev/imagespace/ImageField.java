package dev.imagespace;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link ImageSpace} takes as its image: a {@link BlobField} or a {@link DescribedBlob}.
 * Immutable.
 */
public sealed interface ImageField permits BlobField, DescribedBlob {

  /** The field of the picture. */
  BlobField blob();

  /** The field that describes the picture, or null. */
  @Nullable StringField description();

  /** The schema that both fields belong to. */
  default Schema schema() {
    return blob().schema();
  }
}
