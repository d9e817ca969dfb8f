package dev.imagespace.langchain4j.collection.source;

/** A source that a collection follows: what it has no longer is removed. */
public interface MirroredSource extends ItemSource {

  /** Whether an item of this id would come from this source; others are left alone. */
  boolean covers(String id);

  /** Whether the source has the item at this moment. */
  boolean holds(String id);
}
