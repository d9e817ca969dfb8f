package dev.imagespace.langchain4j.collection.pgvector;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreWithFilteringIT;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** LangChain4j's own conformance tests. */
class PgVectorConformanceIT extends EmbeddingStoreWithFilteringIT {
  private static PostgresServer server;
  private static PgVectorStore store;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start();
    store = PgVectorStore.ofFloats(server.dataSource(), "pictures", 64);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @AfterEach
  void empty() {
    store.removeAll();
  }

  @Override
  protected EmbeddingStore<TextSegment> embeddingStore() {
    return store;
  }

  @Override
  protected EmbeddingModel embeddingModel() {
    return new TextHashModel(64);
  }

  @Override
  protected boolean supportsContains() {
    return true;
  }
}
