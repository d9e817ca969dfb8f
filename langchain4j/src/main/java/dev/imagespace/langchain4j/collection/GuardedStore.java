package dev.imagespace.langchain4j.collection;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that nothing is found in, added to or removed from without the {@link RequiredFilter}:
 * code that forgets it fails, where it would have shown one tenant's pictures to another. Removing
 * by id is left to who knows the id. Thread-safe as the store is; {@link BulkEmbeddingStore} and
 * {@link LexicalStore} where that is.
 */
public final class GuardedStore
    implements EmbeddingStore<TextSegment>, BulkEmbeddingStore, LexicalStore {
  private final EmbeddingStore<TextSegment> store;
  private final RequiredFilter required;

  public GuardedStore(EmbeddingStore<TextSegment> store, RequiredFilter required) {
    this.store = store;
    this.required = required;
  }

  public RequiredFilter required() {
    return required;
  }

  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    required.require(request.filter());
    return store.search(request);
  }

  @Override
  public List<String> findByText(String words, int limit, @Nullable Filter filter) {
    required.require(filter);
    if (store instanceof LexicalStore lexical) {
      return lexical.findByText(words, limit, filter);
    }
    throw new CollectionException(
        "%s finds nothing by words; use a store that does.".formatted(store.getClass().getName()));
  }

  @Override
  public String add(Embedding embedding) {
    return add(embedding, null);
  }

  @Override
  public void add(String id, Embedding embedding) {
    addAll(List.of(id), List.of(embedding), List.of());
  }

  @Override
  public String add(Embedding embedding, @Nullable TextSegment segment) {
    required.require(metadata(segment));
    return store.add(embedding, segment);
  }

  @Override
  public List<String> addAll(List<Embedding> embeddings) {
    List<String> ids = generateIds(embeddings.size());
    addAll(ids, embeddings, List.of());
    return ids;
  }

  @Override
  public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
    requireEach(ids, segments);
    store.addAll(ids, embeddings, segments);
  }

  @Override
  public void replaceAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
    requireEach(ids, segments);
    if (store instanceof BulkEmbeddingStore bulk) {
      bulk.replaceAll(ids, embeddings, segments);
    } else if (!ids.isEmpty()) {
      store.removeAll(ids);
      store.addAll(ids, embeddings, segments);
    }
  }

  @Override
  public void commit() {
    if (store instanceof BulkEmbeddingStore bulk) {
      bulk.commit();
    }
  }

  private void requireEach(List<String> ids, List<TextSegment> segments) {
    if (segments.size() != ids.size()) {
      required.require((Metadata) null);
    }
    segments.forEach(segment -> required.require(metadata(segment)));
  }

  private static @Nullable Metadata metadata(@Nullable TextSegment segment) {
    return segment == null ? null : segment.metadata();
  }

  @Override
  public void removeAll(Collection<String> ids) {
    store.removeAll(ids);
  }

  @Override
  public void removeAll(Filter filter) {
    required.require(filter);
    store.removeAll(filter);
  }

  /** Refused: it would be all of everybody. */
  @Override
  public void removeAll() {
    required.require((Filter) null);
  }
}
