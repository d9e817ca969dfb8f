package dev.imagespace.langchain4j.collection;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.comparison.IsEqualTo;
import dev.langchain4j.store.embedding.filter.comparison.IsIn;
import dev.langchain4j.store.embedding.filter.logical.And;
import org.jspecify.annotations.Nullable;

/**
 * A key that every search must pin to a value, and every item must have, such as the tenant whose
 * pictures they are. Immutable.
 */
public record RequiredFilter(String key) {

  /**
   * Refuses a filter that lets through what it does not name.
   *
   * @throws CollectionException unless the filter, or a part of its outermost conjunction, says
   *     what the key must be equal to, or in
   */
  public void require(@Nullable Filter filter) {
    if (filter == null || !pins(filter)) {
      throw new CollectionException(
          ("Every search of this collection must say whose items it looks for: add metadataKey(\"%s\")"
                  + ".isEqualTo(…) to its filter, joined by 'and'"
                  + " ('imagespace.store.required-filter').")
              .formatted(key));
    }
  }

  private boolean pins(Filter filter) {
    if (filter instanceof And and) {
      return pins(and.left()) || pins(and.right());
    }
    return (filter instanceof IsEqualTo one && one.key().equals(key))
        || (filter instanceof IsIn some && some.key().equals(key));
  }

  /**
   * Refuses an item that belongs to nobody.
   *
   * @throws CollectionException if it has no value of the key
   */
  public void require(@Nullable Metadata metadata) {
    if (metadata == null || !metadata.containsKey(key)) {
      throw new CollectionException(
          "Every item of this collection must say whose it is: give its metadata a value of '%s' ('imagespace.store.required-filter')."
              .formatted(key));
    }
  }
}
