package dev.imagespace.sample.collection;

/** Which pictures a search looks through. */
public enum CollectionChoice {
  /** The index, where there is one for this model; else the gallery. */
  AUTO,
  /** The pictures that come with the application. */
  GALLERY,
  /** The pictures of the user's own directories. */
  INDEX
}
