package dev.imagespace.langchain4j.collection;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import java.util.List;

/**
 * A store that takes many vectors faster when it need not secure each. What {@link #replaceAll}
 * wrote is found, and outlasts the process, once {@link #commit} has returned. Thread-safe.
 */
public interface BulkEmbeddingStore {

  /** Writes vectors in place of those of the same ids, if any. */
  void replaceAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments);

  void commit();
}
