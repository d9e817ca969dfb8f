package dev.imagespace.sample.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.imagespace.sample.SampleProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCollectionsTests {
  private final CountingEncoder encoder = new CountingEncoder();
  private final Path data;
  private final Path pictures;

  PictureCollectionsTests(@TempDir Path directory) {
    data = directory.resolve("data");
    pictures = directory.resolve("pictures");
  }

  @BeforeEach
  void threePicturesOneOfThemBad() throws IOException {
    Files.createDirectories(pictures.resolve("deep"));
    described("deep/zebra.jpg", "zzz");
    described("ape.PNG", "aaa");
    Files.writeString(pictures.resolve("bare.gif"), "bytes");
    Files.writeString(pictures.resolve("notes.md"), "no picture");
    Files.writeString(pictures.resolve("._ape.png"), "hidden");
  }

  @Test
  void picturesOfAllDepthsAreFoundAndTheBadOneIsNamed() {
    UpdateReport report = index();

    assertThat(report.embedded()).isEqualTo(2);
    assertThat(report.rejected())
        .singleElement()
        .satisfies(bad -> assertThat(bad.file()).endsWith("bare.gif"))
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo("not described"));
  }

  @Test
  void whatIsThereAlreadyIsNotEmbeddedAgain() throws IOException {
    index();
    Files.writeString(pictures.resolve("ape.txt"), "abc");
    encoder.embedded = 0;

    UpdateReport report = index();

    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(encoder.embedded).as("the new description and the bad picture").isEqualTo(2);
  }

  @Test
  void whatIsGoneIsForgottenAndOtherDirectoriesStay() throws IOException {
    index();
    Path other = Files.createDirectories(data.resolveSibling("other"));
    collections().index(List.of(other), (done, total) -> {}, () -> false);
    Files.delete(pictures.resolve("ape.PNG"));

    UpdateReport report = index();

    assertThat(report.removed()).isEqualTo(1);
    assertThat(report.collection().size()).isEqualTo(1);
  }

  @Test
  void aStoppedRunKeepsWhatIsDoneAndTheNextGoesOn() throws IOException {
    for (int i = 0; i < 40; i++) {
      described("many%02d.jpg".formatted(i), "m" + i);
    }
    int before = encoder.embedded;

    UpdateReport stopped =
        collections()
            .index(List.of(pictures), (done, total) -> {}, () -> encoder.embedded > before);

    assertThat(stopped.left()).isPositive();
    assertThat(index().collection().size()).isEqualTo(42);
  }

  @Test
  void theIndexIsSearchedWhereThereIsOne() {
    assertThat(open(CollectionChoice.AUTO).kind()).isEqualTo(CollectionKind.GALLERY);
    index();

    PictureCollection found = open(CollectionChoice.AUTO);

    assertThat(found.kind()).isEqualTo(CollectionKind.INDEX);
    assertThat(found.search(encoder.embed(SearchQuery.ofText("z")), 5).get(0).picture().file())
        .endsWith("zebra.jpg");
  }

  @Test
  void anEmptyIndexFindsNothing() throws IOException {
    Path empty = Files.createDirectories(data.resolveSibling("empty"));

    UpdateReport report = collections().index(List.of(empty), (done, total) -> {}, () -> false);

    assertThat(report.collection().search(encoder.embed(SearchQuery.ofText("z")), 5)).isEmpty();
  }

  @Test
  void aDamagedFileIsNamedWithWhatToDo() throws IOException {
    index();
    Path file = data.resolve("index-0123456789abcdef.jsonl");
    Files.writeString(file, Files.readString(file) + "{");

    assertThatExceptionOfType(CollectionException.class)
        .isThrownBy(() -> open(CollectionChoice.INDEX))
        .withMessageContainingAll(file.toString(), "Delete the file");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    Path missing = pictures.resolve("missing");

    assertThatExceptionOfType(CollectionException.class)
        .isThrownBy(() -> collections().index(List.of(missing), (done, total) -> {}, () -> false))
        .withMessageContaining("missing");
  }

  private UpdateReport index() {
    return collections().index(List.of(pictures), (done, total) -> {}, () -> false);
  }

  private PictureCollection open(CollectionChoice choice) {
    return collections().open(choice, (done, total) -> {});
  }

  /** New each time, as in another process. */
  private PictureCollections collections() {
    return new PictureCollections(
        encoder, new SampleProperties(data.toString(), CollectionChoice.AUTO, List.of()));
  }

  private void described(String name, String description) throws IOException {
    Path picture = pictures.resolve(name);
    Files.writeString(picture, "bytes");
    String text = name.substring(0, name.lastIndexOf('.')) + ".txt";
    Files.writeString(pictures.resolve(text), description);
  }
}
