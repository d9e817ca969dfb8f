package dev.imagespace.lucene;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.langchain4j.collection.CollectionException;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.filter.Filter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LuceneEmbeddingStoreTests {
  private final Path directory;
  private LuceneEmbeddingStore store;

  LuceneEmbeddingStoreTests(@TempDir Path directory) {
    this.directory = directory;
    store = LuceneEmbeddingStore.open(directory);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private void reopen(VectorPrecision precision) {
    store.close();
    store = LuceneEmbeddingStore.builder(directory).precision(precision).build();
  }

  private static EmbeddingSearchRequest request(
      Embedding query, int most, @Nullable Filter filter) {
    return EmbeddingSearchRequest.builder()
        .queryEmbedding(query)
        .maxResults(most)
        .filter(filter)
        .build();
  }

  private static List<String> ids(EmbeddingSearchResult<TextSegment> result) {
    return result.matches().stream().map(EmbeddingMatch::embeddingId).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT, 1",
    "FLOAT, 10",
    "FLOAT, 50",
    "SEVEN_BIT, 1",
    "SEVEN_BIT, 10",
    "SEVEN_BIT, 50"
  })
  void aFilterMakesNoSearchFindLessThanThereIs(VectorPrecision precision, int percent) {
    reopen(precision);
    TestVectors vectors = new TestVectors(64, 40, 7);
    vectors.addTo(store, 5000);
    Filter filter = metadataKey("part").isLessThan(percent);
    int right = 0;
    for (int i = 0; i < 50; i++) {
      Embedding query = vectors.next();
      List<String> found = ids(store.search(request(query, 10, filter)));
      List<String> exact = ids(store.searchExactly(request(query, 10, filter)));
      assertThat(found).hasSize(10).doesNotHaveDuplicates();
      right += (int) found.stream().filter(exact::contains).count();
    }
    assertThat(right / 500.0).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void aFilterThatFewPassFindsThemAll() {
    TestVectors vectors = new TestVectors(16, 4, 7);
    vectors.addTo(store, 1000);
    assertThat(ids(store.search(request(vectors.next(), 50, metadataKey("part").isEqualTo(3)))))
        .hasSize(10);
  }

  @ParameterizedTest
  @EnumSource(VectorPrecision.class)
  void scoresAreExactWhateverTheGraphIsSearchedWith(VectorPrecision precision) {
    reopen(precision);
    TestVectors vectors = new TestVectors(64, 4, 7);
    vectors.addTo(store, 300);
    Embedding query = vectors.next();
    for (EmbeddingMatch<TextSegment> match : store.search(request(query, 20, null)).matches()) {
      double cosine = 0;
      for (int i = 0; i < 64; i++) {
        cosine += query.vector()[i] * match.embedding().vector()[i];
      }
      assertThat(match.score()).isCloseTo((1 + cosine) / 2, within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1152", "SEVEN_BIT, 1280"})
  void largeModelsHaveMoreDimensionsThanLuceneTakes(VectorPrecision precision, int dimension) {
    reopen(precision);
    TestVectors vectors = new TestVectors(dimension, 4, 7);
    vectors.addTo(store, 200);
    reopen(precision);
    assertThat(store.search(request(vectors.next(), 10, null)).matches()).hasSize(10);
  }

  @Test
  void whatIsWrittenOutlastsTheStoreAndWhatIsNotCommittedDoesNot() {
    TestVectors vectors = new TestVectors(16, 4, 7);
    vectors.addTo(store, 10);
    store.replaceAll(
        List.of("late"), List.of(vectors.next()), List.of(TextSegment.from("not committed")));
    reopen(VectorPrecision.FLOAT);
    assertThat(store.size()).isEqualTo(10);
  }

  @Test
  void anotherStoreReadsWhatThisOneWritesAndMayNotWrite() {
    TestVectors vectors = new TestVectors(16, 4, 7);
    try (LuceneEmbeddingStore other = LuceneEmbeddingStore.open(directory)) {
      assertThat(other.size()).isZero();
      vectors.addTo(store, 10);
      assertThat(other.size()).isEqualTo(10);
      assertThatThrownBy(() -> other.add(vectors.next()))
          .isInstanceOf(CollectionException.class)
          .hasMessageContaining("Another process writes")
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void aVectorReplacesTheOneOfItsId() {
    TestVectors vectors = new TestVectors(16, 4, 7);
    vectors.addTo(store, 3);
    vectors.addTo(store, 3);
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void aLengthOtherThanOneComesBackAndDoesNotCount() {
    store.add("long", Embedding.from(new float[] {3, 4}));
    EmbeddingMatch<TextSegment> match =
        store.search(request(Embedding.from(new float[] {30, 40}), 1, null)).matches().get(0);
    assertThat(match.score()).isCloseTo(1, within(1e-6));
    assertThat(match.embedding().vector()).containsExactly(3, 4);
  }

  @Test
  void vectorsThatAreLikeNothingOrOfAnotherDimensionAreRefusedByName() {
    assertThatThrownBy(() -> store.add(Embedding.from(new float[4])))
        .hasMessageContaining("like nothing");
    store.add(Embedding.from(new float[] {1, 0}));
    assertThatThrownBy(() -> store.add(Embedding.from(new float[] {1, 0, 0})))
        .hasMessageContaining("3 dimensions")
        .hasMessageContaining("have 2");
    assertThatThrownBy(() -> store.search(request(Embedding.from(new float[] {1, 0, 0}), 1, null)))
        .hasMessageContaining("3 dimensions");
  }

  @Test
  void filtersCompareNumbersByTheirDigits() {
    add("long", new Metadata().put("n", Long.MAX_VALUE));
    add("float", new Metadata().put("n", 1.1f));
    add("double", new Metadata().put("n", 1.1));
    add("int", new Metadata().put("n", 2));
    add("none", new Metadata().put("other", 2));
    assertThat(passing(metadataKey("n").isEqualTo(Long.MAX_VALUE))).containsExactly("long");
    assertThat(passing(metadataKey("n").isEqualTo(Long.MAX_VALUE - 1))).isEmpty();
    assertThat(passing(metadataKey("n").isEqualTo(1.1))).containsExactly("double", "float");
    assertThat(passing(metadataKey("n").isGreaterThan(1.1))).containsExactly("int", "long");
    assertThat(passing(metadataKey("n").isLessThanOrEqualTo(2.0f)))
        .containsExactly("double", "float", "int");
    assertThat(passing(metadataKey("n").isNotEqualTo(2)))
        .containsExactly("double", "float", "long", "none");
  }

  @Test
  void filtersCompareLongTextsExactly() {
    String text = "x".repeat(40_000);
    add("a", Metadata.from("t", text + "a"));
    add("b", Metadata.from("t", text + "b"));
    assertThat(passing(metadataKey("t").isEqualTo(text + "b"))).containsExactly("b");
    assertThat(passing(metadataKey("t").containsString("xa"))).containsExactly("a");
    assertThat(passing(metadataKey("t").isGreaterThan(text + "a"))).containsExactly("b");
  }

  private void add(String id, Metadata metadata) {
    store.addAll(
        List.of(id),
        List.of(Embedding.from(new float[] {1, 0})),
        List.of(TextSegment.from(id, metadata)));
  }

  private List<String> passing(Filter filter) {
    return ids(store.search(request(Embedding.from(new float[] {1, 0}), 10, filter))).stream()
        .sorted()
        .collect(Collectors.toList());
  }

  @Test
  void wordsFindTextsBestFirstAndAreNoSyntax() {
    store.addAll(
        List.of("a", "b", "c"),
        List.of(
            Embedding.from(new float[] {1, 0}),
            Embedding.from(new float[] {1, 0}),
            Embedding.from(new float[] {1, 0})),
        List.of(
            TextSegment.from("Kettle AX-200 of steel"),
            TextSegment.from("Kettle of glass", Metadata.from("brand", "Acme")),
            TextSegment.from("A chair")));
    assertThat(store.findByText("kettle ax-200", 10, null)).containsExactly("a", "b");
    assertThat(store.findByText("kettle", 10, metadataKey("brand").isEqualTo("Acme")))
        .containsExactly("b");
    assertThat(store.findByText("text:* OR [q TO z] \"", 10, null)).isEmpty();
    assertThat(store.findByText(" ", 10, null)).isEmpty();
  }
}
