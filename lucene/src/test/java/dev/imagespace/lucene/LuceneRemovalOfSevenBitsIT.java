package dev.imagespace.lucene;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithRemovalIT;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j's own conformance tests. */
class LuceneRemovalOfSevenBitsIT extends EmbeddingStoreWithRemovalIT {
  private final EmbeddingModel model = new TextHashModel(384);
  private final LuceneEmbeddingStore store;

  LuceneRemovalOfSevenBitsIT(@TempDir Path directory) {
    store = LuceneEmbeddingStore.builder(directory).precision(VectorPrecision.SEVEN_BIT).build();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Override
  protected EmbeddingStore<TextSegment> embeddingStore() {
    return store;
  }

  @Override
  protected EmbeddingModel embeddingModel() {
    return model;
  }
}
