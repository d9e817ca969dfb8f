package dev.imagespace.langchain4j.collection;

import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a collection knows beside its store: an {@code EmbeddingStore} can neither look up by id nor
 * list, and does not know whose vectors it holds. Whatever a method changed outlasts the process
 * when it returns. Thread-safe.
 */
public interface Catalog extends AutoCloseable {

  /** What is kept of the collection as a whole, in few and short texts by their names. */
  Map<String, String> properties();

  /** Keeps these, in place of those of the same names, all of them or none. */
  void setProperties(Map<String, String> properties);

  /** Whose vectors these are; empty before the first write. */
  default Optional<CollectionIdentity> identity() {
    return CollectionIdentity.in(properties());
  }

  /** The entries of those ids that are known. */
  Map<String, CollectionEntry> findAll(Collection<String> ids);

  default Optional<CollectionEntry> find(String id) {
    return Optional.ofNullable(findAll(List.of(id)).get(id));
  }

  /** Some entry of this content, the vectors of which need not be made again. */
  Optional<CollectionEntry> findByContent(String contentHash);

  /**
   * Entries in the order of their ids, in whatever state.
   *
   * @param after the last id of the page before; null for the first page
   */
  List<CollectionEntry> page(@Nullable String after, int limit);

  /** Entries that an earlier run left between catalog and store, at most so many. */
  List<CollectionEntry> unfinished(int limit);

  /** Entries, in whatever state. */
  long size();

  /** Adds entries, and replaces those of the same ids. */
  void putAll(Collection<CollectionEntry> entries);

  /** Puts those of these ids that there are into a state. */
  void mark(Collection<String> ids, State state);

  void removeAll(Collection<String> ids);

  @Override
  void close();
}
