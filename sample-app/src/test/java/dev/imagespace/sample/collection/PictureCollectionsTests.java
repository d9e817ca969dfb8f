package dev.imagespace.sample.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagespace.ImageSpace;
import dev.imagespace.Schema;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ingest.IngestListener;
import dev.imagespace.langchain4j.collection.ingest.IngestSummary;
import dev.imagespace.langchain4j.collection.search.SearchHit;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.sample.SampleProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCollectionsTests {
  private static final ImageSpace SPACE = space();
  private static final IngestListener NOBODY = new IngestListener() {};
  private static final Path GALLERY = Path.of("src/main/resources/gallery/images");

  private final Path data;
  private final Path pictures;
  private PictureCollections collections;

  PictureCollectionsTests(@TempDir Path directory) {
    data = directory.resolve("data");
    pictures = directory.resolve("pictures");
    collections = open();
  }

  private static ImageSpace space() {
    Schema item = Schema.named("Picture");
    return ImageSpace.builder()
        .image(item.blob("image").with(item.string("description")))
        .model("mini")
        .build();
  }

  private PictureCollections open() {
    return new PictureCollections(
        SPACE, new SampleProperties(data.toString(), CollectionChoice.AUTO, List.of()));
  }

  @BeforeEach
  void twoPicturesAndABadOne() throws IOException {
    Files.createDirectories(pictures.resolve("deep"));
    Files.copy(GALLERY.resolve("dog.jpg"), pictures.resolve("deep/dog.jpg"));
    Files.copy(GALLERY.resolve("bus.jpg"), pictures.resolve("bus.jpg"));
    Files.writeString(pictures.resolve("bare.gif"), "bytes");
  }

  @AfterEach
  void closeCollections() {
    collections.close();
  }

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  private IngestSummary index() {
    return collections.index(List.of(pictures), NOBODY, () -> false);
  }

  @Test
  void anIndexIsSearchedWhereThereIsOne() {
    assertThat(collections.open().kind()).isEqualTo(CollectionKind.GALLERY);
    IngestSummary summary = index();
    assertThat(summary.embedded()).isEqualTo(2);
    assertThat(summary.rejected()).isEqualTo(1);
    OpenedCollection found = collections.open();
    assertThat(found.kind()).isEqualTo(CollectionKind.INDEX);
    assertThat(found.search(SearchQuery.ofWords("a dog")).get(0).id()).endsWith("dog.jpg");
  }

  @Test
  void aPictureIsFoundByTheNameThatTheWorldKnows() {
    index();
    SearchHit hit = collections.open().search(SearchQuery.ofWords("a bus")).get(0);
    assertThat(collections.open().find(PictureName.of(hit.id())).orElseThrow().id())
        .isEqualTo(hit.id());
    assertThat(collections.open().find("no name")).isEmpty();
  }

  @Test
  void anotherProcessSearchesWhatThisOneIndexes() {
    index();
    try (PictureCollections other = open()) {
      assertThat(other.open().pictures().size()).isEqualTo(2);
      assertThat(other.open().search(SearchQuery.ofWords("a dog"))).hasSize(2);
    }
  }

  @Test
  void otherDirectoriesStay() throws IOException {
    index();
    Path other = Files.createDirectories(data.resolveSibling("other"));
    collections.index(List.of(other), NOBODY, () -> false);
    assertThat(collections.open().pictures().size()).isEqualTo(2);
  }

  @Test
  void anIndexThatIsNotThereIsNamedWithWhatToDo() {
    assertThatExceptionOfType(CollectionException.class)
        .isThrownBy(() -> collections.open(CollectionChoice.INDEX, NOBODY))
        .withMessageContainingAll(data.toString(), "index DIR");
  }
}
