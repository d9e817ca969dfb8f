package dev.imagespace.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ImageSpace;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StoreTests {
  private static final ImageSpace SPACE = TinySpace.open();

  private final EmbeddingModel model = ImageSpaceEmbeddingModel.of(SPACE);
  private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  @Test
  void retrieverFindsAnIngestedText() {
    EmbeddingStoreIngestor.builder()
        .embeddingModel(model)
        .embeddingStore(store)
        .build()
        .ingest(Document.from("red circle"));
    assertThat(retriever(0.99).retrieve(Query.from("red circle")))
        .extracting(content -> content.textSegment().text())
        .containsExactly("red circle");
  }

  @Test
  void retrieverFindsAPictureByTextUnlessTheMinimumScoreIsThatOfATextModel() {
    EmbeddingRequest request =
        EmbeddingRequest.builder().input(TinySpace.content("red-circle.png")).build();
    store.add(
        model.embed(request).embeddings().get(0),
        TextSegment.from("images/red-circle.png", Metadata.from("kind", "picture")));
    assertThat(retriever(0).retrieve(Query.from("a shape")))
        .extracting(content -> content.textSegment().text())
        .containsExactly("images/red-circle.png");
    assertThat(retriever(0.9).retrieve(Query.from("a shape"))).isEmpty();
  }

  private ContentRetriever retriever(double minScore) {
    return EmbeddingStoreContentRetriever.builder()
        .embeddingModel(model)
        .embeddingStore(store)
        .minScore(minScore)
        .build();
  }
}
