package dev.imagespace.langchain4j.collection;

/** The vectors of a collection are of another model than the one that is to search or extend it. */
public final class CollectionMismatchException extends CollectionException {
  private static final long serialVersionUID = 1L;

  CollectionMismatchException(CollectionIdentity kept, CollectionIdentity given) {
    super(
        ("The collection holds vectors of %s; the space makes those of %s, and they do not compare."
                + " Open the collection with the model that made it; or start a new collection, in"
                + " another directory or table; or move its items to the new model with"
                + " CatalogSource, while the old collection still answers.")
            .formatted(kept, given));
  }
}
