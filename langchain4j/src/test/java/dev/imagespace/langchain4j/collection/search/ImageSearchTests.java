package dev.imagespace.langchain4j.collection.search;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.TinySpace;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.GuardedStore;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.RequiredFilter;
import dev.imagespace.langchain4j.collection.TestCollection;
import dev.imagespace.langchain4j.collection.ingest.ImageIngestor;
import dev.imagespace.langchain4j.collection.source.ItemSource;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.ContentMetadata;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageSearchTests {
  private static final ImageSpace SPACE = TinySpace.open();

  private final ImageCollection collection = TestCollection.of(SPACE);
  private final ImageSearch search = ImageSearch.in(collection);

  @BeforeEach
  void fill() {
    ImageIngestor.into(collection)
        .ingest(
            ItemSource.of(
                List.of(
                    item("red", "red-circle.png", "a red circle", 10),
                    item("blue", "blue-square.png", "a blue square", 20),
                    item("bare", "photo-640x480.png", null, 30),
                    item("text", null, "a green triangle", 40))));
  }

  private static SourceItem item(
      String id, @Nullable String file, @Nullable String description, int price) {
    return SourceItem.of(
        id, file == null ? null : picture(file), description, new Metadata().put("price", price));
  }

  private static ImageSource picture(String file) {
    return ImageSource.of(TinySpace.picture(file));
  }

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  @Test
  void scoreIsTheCosineOfQueryAndItemAndTheSumOfItsParts() {
    SearchHit hit =
        search.search(SearchQuery.ofWords("a shape")).stream()
            .filter(found -> found.id().equals("red"))
            .findFirst()
            .orElseThrow();
    float[] query = SPACE.query().similar(SPACE.description(), "a shape", 1).embed();
    float[] item = SPACE.embed(ImageData.of(picture("red-circle.png"), "a red circle"));
    double cosine = 0;
    for (int i = 0; i < item.length; i++) {
      cosine += query[i] * item[i];
    }
    assertThat(hit.score()).isCloseTo(cosine, within(1e-6));
    assertThat(hit.scores().image() + hit.scores().description())
        .isCloseTo(hit.score(), within(1e-12));
    assertThat(hit.scores().image()).isNotZero();
    assertThat(hit.scores().description()).isNotZero();
  }

  @Test
  void partsThatAnItemHasNotHaveNoShare() {
    List<SearchHit> hits = search.search(SearchQuery.ofWords("a shape"));
    assertThat(hits)
        .filteredOn(hit -> hit.id().equals("bare"))
        .allSatisfy(hit -> assertThat(hit.scores().description()).isZero());
    assertThat(hits)
        .filteredOn(hit -> hit.id().equals("text"))
        .allSatisfy(hit -> assertThat(hit.scores().image()).isZero());
  }

  @Test
  void partsMayCountOtherwiseThanTheyWereStored() {
    SearchQuery query =
        SearchQuery.builder().picture(picture("red-circle.png")).parts(1, 0).build();
    SearchHit first = search.search(query).get(0);
    assertThat(first.id()).isEqualTo("red");
    assertThat(first.score()).isCloseTo(1, within(1e-5));
    SearchQuery byText = SearchQuery.builder().words("a red circle").parts(0, 1).build();
    assertThat(search.search(byText).get(0).score()).isCloseTo(1, within(1e-5));
  }

  @Test
  void anItemIsMostLikeItself() {
    SearchHit first = search.search(SearchQuery.like("blue")).get(0);
    assertThat(first.id()).isEqualTo("blue");
    assertThat(first.score()).isCloseTo(1, within(1e-6));
    assertThatThrownBy(() -> search.search(SearchQuery.like("nothing")))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("'nothing'");
  }

  @Test
  void aNegativeTermTakesAway() {
    assertThat(scoreOfRed(SearchQuery.builder().words("a shape").item("red", -1)))
        .isLessThan(scoreOfRed(SearchQuery.builder().words("a shape")));
  }

  private double scoreOfRed(SearchQuery.Builder query) {
    return search.search(query.build()).stream()
        .filter(hit -> hit.id().equals("red"))
        .findFirst()
        .orElseThrow()
        .score();
  }

  @Test
  void termsThatCancelFindNothing() {
    assertThat(search.search(SearchQuery.builder().item("red", 1).item("red", -1).build()))
        .isEmpty();
    assertThat(search.search(SearchQuery.builder().build())).isEmpty();
  }

  @Test
  void filterMinimumScoreAndPageNarrowWhatIsFound() {
    List<String> all = ids(SearchQuery.builder().words("a shape"));
    assertThat(ids(SearchQuery.builder().words("a shape").page(1, 2))).isEqualTo(all.subList(1, 3));
    assertThat(
            ids(
                SearchQuery.builder()
                    .words("a shape")
                    .filter(metadataKey("price").isGreaterThan(15))))
        .containsExactlyInAnyOrder("blue", "bare", "text");
    assertThat(ids(SearchQuery.builder().item("red").minimumScore(0.999))).containsExactly("red");
  }

  private List<String> ids(SearchQuery.Builder query) {
    return search.search(query.build()).stream().map(SearchHit::id).toList();
  }

  @Test
  void wordsThemselvesNeedAStoreThatFindsByThem() {
    assertThatThrownBy(() -> search.search(SearchQuery.builder().words("x").lexical(1).build()))
        .isInstanceOf(CollectionException.class)
        .hasMessageContaining("InMemoryEmbeddingStore");
  }

  @Test
  void aSearchWithoutTheRequiredFilterIsRefused() {
    ImageCollection guarded =
        ImageCollection.open(
            SPACE,
            new GuardedStore(new InMemoryEmbeddingStore<>(), new RequiredFilter("tenant")),
            TestCollection.catalog());
    ImageIngestor.into(guarded)
        .ingest(
            ItemSource.of(
                List.of(
                    SourceItem.of("a", null, "mine", Metadata.from("tenant", "me")),
                    SourceItem.of("b", null, "theirs", Metadata.from("tenant", "them")))));
    ImageSearch guardedSearch = ImageSearch.in(guarded);
    assertThatThrownBy(() -> guardedSearch.search(SearchQuery.ofWords("x")))
        .isInstanceOf(CollectionException.class)
        .hasMessageContaining("metadataKey(\"tenant\")");
    assertThatThrownBy(
            () ->
                guardedSearch.search(
                    SearchQuery.builder()
                        .words("x")
                        .filter(
                            metadataKey("tenant").isEqualTo("me").or(metadataKey("p").isEqualTo(1)))
                        .build()))
        .isInstanceOf(CollectionException.class);
    SearchQuery.Builder mine = SearchQuery.builder().filter(metadataKey("tenant").isEqualTo("me"));
    assertThat(guardedSearch.search(mine.words("x").build()))
        .extracting(SearchHit::id)
        .containsExactly("a");
    assertThatThrownBy(() -> guardedSearch.search(mine.item("b").build()))
        .isInstanceOf(InvalidQueryException.class);
  }

  @Test
  void aChatGetsDescriptionsWithTheirPicturesAndCosines() {
    ImageContentRetriever retriever =
        ImageContentRetriever.of(search, SearchQuery.builder().limit(1).build());
    Content content = retriever.retrieve(Query.from("a red circle")).get(0);
    assertThat(content.textSegment().text()).isNotBlank();
    assertThat(content.metadata().get(ContentMetadata.SCORE))
        .isInstanceOfSatisfying(Double.class, score -> assertThat(score).isBetween(-1.0, 1.0));
    Content red =
        ImageContentRetriever.of(search, SearchQuery.builder().item("red", 9).limit(1).build())
            .retrieve(Query.from("a shape"))
            .get(0);
    assertThat(red.textSegment().metadata().getString(ImageContentRetriever.PICTURE))
        .endsWith("red-circle.png");
  }
}
