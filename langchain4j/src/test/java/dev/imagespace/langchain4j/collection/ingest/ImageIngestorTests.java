package dev.imagespace.langchain4j.collection.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.TinySpace;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionIdentity;
import dev.imagespace.langchain4j.collection.CollectionMismatchException;
import dev.imagespace.langchain4j.collection.GuardedStore;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.RequiredFilter;
import dev.imagespace.langchain4j.collection.TestCollection;
import dev.imagespace.langchain4j.collection.search.ImageSearch;
import dev.imagespace.langchain4j.collection.search.SearchHit;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.langchain4j.collection.source.DirectorySource;
import dev.imagespace.langchain4j.collection.source.ItemSource;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIngestorTests {
  private static final ImageSpace SPACE = TinySpace.open(ImageLoading.builder().build());

  private final Path directory;
  private final ImageCollection collection = TestCollection.of(SPACE);
  private final Recorded recorded = new Recorded();
  private final ImageIngestor ingestor = ImageIngestor.into(collection).withListener(recorded);

  ImageIngestorTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  private IngestSummary ingestDirectory() {
    recorded.outcomes.clear();
    return ingestor.ingest(DirectorySource.of(directory));
  }

  private Path picture(String name, int number) throws IOException {
    return TestCollection.picture(directory.resolve(name).toAbsolutePath(), number);
  }

  private String id(String name) throws IOException {
    return directory.toRealPath().resolve(name).toString();
  }

  private List<String> found() {
    return ImageSearch.in(collection)
        .search(SearchQuery.builder().words("a shape").limit(100).build())
        .stream()
        .map(SearchHit::id)
        .toList();
  }

  @Test
  void newPicturesAreStoredAndFound() throws IOException {
    picture("a.png", 1);
    picture("below/b.png", 2);
    IngestSummary summary = ingestDirectory();
    assertThat(summary.embedded()).isEqualTo(2);
    assertThat(summary.complete()).isTrue();
    assertThat(found()).containsExactlyInAnyOrder(id("a.png"), id("below/b.png"));
  }

  @Test
  void storedVectorIsTheOneOfTheSpace() throws IOException {
    Path file = picture("a.png", 1);
    Files.writeString(directory.resolve("a.txt"), "a red circle\n");
    ingestDirectory();
    CollectionEntry entry = collection.find(id("a.png")).orElseThrow();
    assertThat(entry.description()).isEqualTo("a red circle");
    assertThat(entry.vectors().vector())
        .isEqualTo(SPACE.embed(ImageData.of(ImageSource.of(file), "a red circle")));
  }

  @Test
  void unchangedPicturesAreNotEmbeddedAgain() throws IOException {
    picture("a.png", 1);
    ingestDirectory();
    IngestSummary again = ingestDirectory();
    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(again.stored()).isZero();
  }

  @Test
  void aChangedPictureReplacesWhatThereWas() throws IOException {
    picture("a.png", 1);
    ingestDirectory();
    float[] before = collection.find(id("a.png")).orElseThrow().vectors().vector();
    picture("a.png", 2);
    Files.setLastModifiedTime(directory.resolve("a.png"), FileTime.fromMillis(1));
    assertThat(ingestDirectory().embedded()).isEqualTo(1);
    assertThat(collection.find(id("a.png")).orElseThrow().vectors().vector()).isNotEqualTo(before);
    assertThat(found()).containsExactly(id("a.png"));
  }

  @Test
  void aDeletedFileIsRemoved() throws IOException {
    picture("a.png", 1);
    Path gone = picture("b.png", 2);
    ingestDirectory();
    Files.delete(gone);
    assertThat(ingestDirectory().removed()).isEqualTo(1);
    assertThat(found()).containsExactly(id("a.png"));
    assertThat(recorded.outcomes).contains(new ItemOutcome.Removed(id("b.png")));
  }

  @Test
  void aRenamedFileKeepsItsVector() throws IOException {
    Path old = picture("a.png", 1);
    ingestDirectory();
    Files.move(old, directory.resolve("b.png"));
    IngestSummary summary = ingestDirectory();
    assertThat(summary.reused()).isEqualTo(1);
    assertThat(summary.embedded()).isZero();
    assertThat(found()).containsExactly(id("b.png"));
  }

  @Test
  void itemsOfAnotherSourceAreNoneOfADirectory() throws IOException {
    ingestor.ingest(
        ItemSource.of(List.of(SourceItem.of("sku-1", null, "a red circle", new Metadata()))));
    picture("a.png", 1);
    assertThat(ingestDirectory().removed()).isZero();
    assertThat(found()).contains("sku-1");
  }

  @Test
  void aPoisonPictureIsAnOutcomeAndCostsNobodyElseAnything() throws IOException {
    picture("a.png", 1);
    Files.writeString(directory.resolve("poison.png"), "no picture");
    picture("z.png", 2);
    IngestSummary summary = ingestDirectory();
    assertThat(summary.embedded()).isEqualTo(2);
    assertThat(summary.rejected()).isEqualTo(1);
    assertThat(recorded.outcomes)
        .filteredOn(ItemOutcome.Rejected.class::isInstance)
        .singleElement()
        .satisfies(bad -> assertThat(bad.id()).isEqualTo(id("poison.png")));
  }

  @Test
  void aPictureThatBecamePoisonIsNotFoundByWhatItWas() throws IOException {
    Path file = picture("a.png", 1);
    ingestDirectory();
    Files.writeString(file, "no picture");
    assertThat(ingestDirectory().rejected()).isEqualTo(1);
    assertThat(found()).isEmpty();
    assertThat(collection.size()).isZero();
  }

  @Test
  void changedMetadataIsStoredWithoutARunOfTheModel() {
    ItemSource before = sku(Metadata.from("price", "10"));
    ingestor.ingest(before);
    IngestSummary summary = ingestor.ingest(sku(Metadata.from("price", "12")));
    assertThat(summary.reused()).isEqualTo(1);
    assertThat(collection.find("sku-1").orElseThrow().metadata().getString("price"))
        .isEqualTo("12");
  }

  private static ItemSource sku(Metadata metadata) {
    return ItemSource.of(List.of(SourceItem.of("sku-1", null, "a red circle", metadata)));
  }

  @Test
  void whatAProcessLeftBetweenCatalogAndStoreIsFinishedWithoutTheModel() {
    collection.requireIdentity();
    CollectionEntry entry =
        new CollectionEntry(
            "left",
            CollectionEntry.State.WRITING,
            new CollectionEntry.Hashes("hash", null, null),
            null,
            "a red circle",
            new Metadata(),
            new PartVectors(SPACE.embed(ImageData.ofDescription("x")), null, null));
    collection.catalog().putAll(List.of(entry));
    assertThat(found()).isEmpty();
    IngestSummary summary = ingestor.ingest(ItemSource.of(List.of()));
    assertThat(summary.embedded()).isZero();
    assertThat(found()).containsExactly("left");
    assertThat(collection.catalog().unfinished(1)).isEmpty();
  }

  @Test
  void aRunThatIsStoppedKeepsWhatItHas() {
    int[] asked = {0};
    IngestSummary summary = ingestor.stoppedBy(() -> asked[0]++ > 200).ingest(texts(10_000));
    assertThat(summary.complete()).isFalse();
    assertThat(summary.embedded()).isEqualTo(collection.size()).isLessThan(10_000);
  }

  @Test
  void anInterruptedRunEndsAndKeepsWhatIsEmbedded() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> ingestor.ingest(texts(10))).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ingestor.ingest(texts(10)).complete()).isTrue();
    assertThat(collection.size()).isEqualTo(10);
  }

  @Test
  void whatASourceThrowsEndsTheRunAndTheNextOneContinues() {
    ItemSource broken =
        () ->
            Stream.concat(
                texts(5).items(),
                Stream.generate(
                    () -> {
                      throw new IllegalStateException("the disk is gone");
                    }));
    assertThatThrownBy(() -> ingestor.ingest(broken)).hasMessage("the disk is gone");
    assertThat(ingestor.ingest(texts(5)).complete()).isTrue();
    assertThat(collection.size()).isEqualTo(5);
  }

  @Test
  void anItemThatNoStoreKeepsIsAnOutcome() {
    IngestSummary summary =
        ingestor.ingest(
            ItemSource.of(
                List.of(
                    SourceItem.of("a", null, "nul \0", new Metadata()),
                    SourceItem.of("x".repeat(5000), null, "long", new Metadata()),
                    SourceItem.of("b", null, "good", new Metadata()))));
    assertThat(summary.rejected()).isEqualTo(2);
    assertThat(found()).containsExactly("b");
  }

  @Test
  void progressNamesTotalAndRate() {
    ingestor.ingest(texts(5));
    IngestProgress last = recorded.progress.get(recorded.progress.size() - 1);
    assertThat(last.done()).isEqualTo(5);
    assertThat(last.total()).hasValue(5);
    assertThat(last.rate()).isPositive();
    assertThat(last.remaining()).hasValueSatisfying(left -> assertThat(left).isZero());
  }

  @Test
  void anIdThatOccursTwiceIsStoredOnceWithItsLastContent() {
    ingestor.ingest(
        ItemSource.of(
            List.of(
                SourceItem.of("one", null, "a red circle", new Metadata()),
                SourceItem.of("one", null, "a blue square", new Metadata()))));
    assertThat(found()).containsExactly("one");
    assertThat(collection.find("one").orElseThrow().description()).isEqualTo("a blue square");
    assertThat(recorded.outcomes).hasSize(2);
  }

  @Test
  void vectorsOfAnotherModelAreRefusedWithTheRemedies() {
    Map<String, String> other =
        Map.of("fingerprint", "0123456789abcdef", "model", "older", "dimension", "16");
    collection.catalog().setProperties(other);
    assertThatThrownBy(() -> ImageCollection.open(SPACE, collection.store(), collection.catalog()))
        .isInstanceOf(CollectionMismatchException.class)
        .hasMessageContaining("'older'")
        .hasMessageContaining("sl-tiny")
        .hasMessageContaining("the model that made it")
        .hasMessageContaining("start a new collection")
        .hasMessageContaining("CatalogSource");
    assertThatThrownBy(() -> ingestor.ingest(texts(1)))
        .isInstanceOf(CollectionMismatchException.class);
    assertThat(collection.size()).isZero();
  }

  @Test
  void theFirstWriteKeepsWhoseVectorsTheyAre() {
    assertThat(collection.catalog().identity()).isEmpty();
    ingestor.ingest(texts(1));
    assertThat(collection.catalog().identity()).hasValue(CollectionIdentity.of(SPACE));
  }

  @Test
  void anItemWithoutItsTenantIsRejected() {
    ImageCollection guarded =
        ImageCollection.open(
            SPACE,
            new GuardedStore(new InMemoryEmbeddingStore<>(), new RequiredFilter("tenant")),
            TestCollection.catalog());
    IngestSummary summary =
        ImageIngestor.into(guarded)
            .ingest(
                ItemSource.of(
                    List.of(
                        SourceItem.of("a", null, "mine", Metadata.from("tenant", "me")),
                        SourceItem.of("b", null, "nobody's", new Metadata()))));
    assertThat(summary.embedded()).isEqualTo(1);
    assertThat(summary.rejected()).isEqualTo(1);
  }

  private static ItemSource texts(int number) {
    return ItemSource.of(
        IntStream.range(0, number)
            .mapToObj(i -> SourceItem.of("id-" + i, null, "text " + i, new Metadata()))
            .toList());
  }
}
