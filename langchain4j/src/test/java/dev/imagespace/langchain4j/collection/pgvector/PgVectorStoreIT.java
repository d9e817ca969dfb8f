package dev.imagespace.langchain4j.collection.pgvector;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.Hashes;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.jdbc.JdbcCatalog;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgVectorStoreIT {
  private static PostgresServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  private static Embedding random(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Embedding.from(vector);
  }

  private static List<String> ids(
      PgVectorStore store, Embedding query, int most, @Nullable Filter filter) {
    return store
        .search(
            EmbeddingSearchRequest.builder()
                .queryEmbedding(query)
                .maxResults(most)
                .filter(filter)
                .build())
        .matches()
        .stream()
        .map(EmbeddingMatch::embeddingId)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50})
  void aFilterMakesNoSearchFindLessThanThereIsAndTheIndexFindsTheNearest(int percent) {
    Random random = new Random(1);
    PgVectorStore store = PgVectorStore.of(server.dataSource(), "part_" + percent, 32);
    List<Embedding> vectors = new ArrayList<>();
    List<TextSegment> segments = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      vectors.add(random(random, 32));
      segments.add(TextSegment.from("number " + i, new Metadata().put("part", i % 100)));
    }
    store.addAll(store.generateIds(4000), vectors, segments);
    Filter filter = metadataKey("part").isLessThan(percent);
    List<Embedding> queries = vectors.subList(0, 30);
    List<List<String>> exact =
        queries.stream().map(query -> ids(store, query, 10, filter)).toList();
    store.buildIndex();
    int right = 0;
    for (int i = 0; i < queries.size(); i++) {
      List<String> found = ids(store, queries.get(i), 10, filter);
      assertThat(found).hasSize(10).doesNotHaveDuplicates();
      right += (int) found.stream().filter(exact.get(i)::contains).count();
    }
    assertThat(right / 300.0).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void keysAndValuesOfFiltersAreNoSql() {
    PgVectorStore store = PgVectorStore.of(server.dataSource(), "safe", 2);
    Embedding one = Embedding.from(new float[] {1, 0});
    String key = "x') OR 1=1; DROP TABLE safe; --";
    String value = "' OR ''='";
    store.addAll(
        List.of("a", "b"),
        List.of(one, one),
        List.of(TextSegment.from("a", Metadata.from(key, value)), TextSegment.from("b")));
    assertThat(ids(store, one, 10, metadataKey(key).isEqualTo(value))).containsExactly("a");
    assertThat(ids(store, one, 10, metadataKey("'").isEqualTo("' OR TRUE --"))).isEmpty();
    assertThat(ids(store, one, 10, metadataKey("'").isIn("'", "\\"))).isEmpty();
    assertThat(ids(store, one, 10, null)).hasSize(2);
    assertThatThrownBy(() -> PgVectorStore.of(server.dataSource(), "t; DROP TABLE safe", 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("t; DROP TABLE safe");
  }

  @Test
  void wordsFindTextsBestFirst() {
    PgVectorStore store = PgVectorStore.of(server.dataSource(), "words", 2);
    Embedding one = Embedding.from(new float[] {1, 0});
    store.addAll(
        List.of("a", "b", "c"),
        List.of(one, one, one),
        List.of(
            TextSegment.from("Kettle AX200 of steel"),
            TextSegment.from("Kettle of glass"),
            TextSegment.from("A chair")));
    assertThat(store.findByText("kettle ax200", 10, null)).containsExactly("a", "b");
    assertThat(store.findByText("' | & ! :* (", 10, null)).isEmpty();
  }

  @Test
  void aCatalogKeepsEntriesBesideTheStore() {
    JdbcCatalog catalog = JdbcCatalog.of(server.dataSource(), "pictures");
    PartVectors vectors = new PartVectors(new float[] {1, 0}, null, new float[] {2, 0});
    CollectionEntry entry =
        new CollectionEntry(
            "a",
            State.WRITING,
            new Hashes("content", null, "1"),
            null,
            "a kettle",
            new Metadata().put("price", 1.5f),
            vectors);
    catalog.putAll(List.of(entry));
    catalog.putAll(List.of(entry));
    assertThat(catalog.size()).isEqualTo(1);
    CollectionEntry kept = catalog.findByContent("content").orElseThrow();
    assertThat(kept.metadata()).isEqualTo(entry.metadata());
    assertThat(kept.vectors().description()).containsExactly(2, 0);
    assertThat(catalog.unfinished(9)).hasSize(1);
    catalog.mark(List.of("a"), State.STORED);
    assertThat(catalog.unfinished(9)).isEmpty();
    catalog.setProperties(Map.of("x", "1"));
    catalog.setProperties(Map.of("x", "2"));
    assertThat(catalog.properties()).isEqualTo(Map.of("x", "2"));
    assertThat(JdbcCatalog.of(server.dataSource(), "others").size()).isZero();
  }
}
