package dev.imagespace;

import static dev.imagespace.model.ModelHandler.OPEN_CLIP;
import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.CheckedFile.Verdict;
import dev.imagespace.model.HubSettingsOf;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStoreTests {
  private static final String WEIGHTS = "0_CLIPModel/model.safetensors";

  private final FakeHub hub = FakeHub.start();
  private final Path cache;
  private final ModelStore store;

  ModelStoreTests(@TempDir Path temporary) {
    cache = temporary;
    store =
        new ModelStore(
            cache,
            HubSettingsOf.variables(Map.of("HF_HOME", temporary.resolve("home").toString()))
                .withEndpoint(URI.create(hub.endpoint())),
            download -> {});
  }

  @BeforeEach
  void publish() throws IOException {
    hub.repository("owner/st").push(Goldens.model("st-tiny-vit"));
    hub.repository("owner/clip").push(Goldens.model("openclip-tiny-vit"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void whatIsPulledIsThereWithItsWeights() {
    Path pulled = store.pull("owner/st", SENTENCE_TRANSFORMERS);

    assertThat(pulled.resolve(WEIGHTS)).exists();
  }

  @Test
  void anEmptyCacheListsNothing() {
    assertThat(store.list()).isEmpty();
  }

  @Test
  void whatIsPulledIsListedByNameAndVersion() {
    Path st = store.pull("owner/st", SENTENCE_TRANSFORMERS);
    store.pull("owner/clip", OPEN_CLIP);

    assertThat(store.list())
        .extracting(CachedModel::repository)
        .containsExactly("owner/clip", "owner/st");
    CachedModel listed = store.list().get(1);
    assertThat(listed.revisions()).containsExactly("main");
    assertThat(listed.directory()).isEqualTo(st);
    assertThat(listed.isWhole()).isTrue();
    assertThat(listed.bytes()).isGreaterThan(11_000_000);
  }

  @Test
  void whatOtherToolsFetchedIsListedToo() throws IOException {
    copyAsOthersDo("models--someone--tiny/snapshots/" + "a".repeat(40));
    Files.createDirectories(cache.resolve("models--someone--text/snapshots/" + "b".repeat(40)));

    assertThat(store.list()).singleElement().returns("someone/tiny", CachedModel::repository);
    assertThat(store.list().get(0).isWhole()).isTrue();
    assertThat(store.verify(store.list().get(0)))
        .extracting(CheckedFile::verdict)
        .containsOnly(Verdict.UNKNOWN);
  }

  @Test
  void whatIsCutShortIsListedAsNotWhole() throws IOException {
    Path pulled = store.pull("owner/st", SENTENCE_TRANSFORMERS);
    Files.write(pulled.resolve(WEIGHTS).toRealPath(), new byte[100]);

    assertThat(store.list().get(0).lack()).contains(WEIGHTS).contains("has 100 of 11,");
  }

  @Test
  void bytesThatChangedAreFoundByTheirHash() throws IOException {
    Path pulled = store.pull("owner/st", SENTENCE_TRANSFORMERS);
    CachedModel model = store.list().get(0);
    assertThat(store.verify(model)).extracting(CheckedFile::verdict).containsOnly(Verdict.SOUND);
    Path blob = pulled.resolve(WEIGHTS).toRealPath();
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);

    assertThat(store.verify(model))
        .filteredOn(file -> file.verdict() != Verdict.SOUND)
        .singleElement()
        .returns(WEIGHTS, CheckedFile::path)
        .returns(Verdict.CHANGED, CheckedFile::verdict)
        .returns(blob, CheckedFile::file);
  }

  @Test
  void aFileThatWasDeletedIsMissingAndPulledAgain() throws IOException {
    Path pulled = store.pull("owner/st", SENTENCE_TRANSFORMERS);
    CachedModel model = store.list().get(0);
    Files.delete(pulled.resolve(WEIGHTS).toRealPath());
    assertThat(store.verify(model)).extracting(CheckedFile::verdict).contains(Verdict.MISSING);

    store.pull("owner/st", SENTENCE_TRANSFORMERS);

    assertThat(store.verify(model)).extracting(CheckedFile::verdict).containsOnly(Verdict.SOUND);
  }

  private void copyAsOthersDo(String snapshot) throws IOException {
    Path source = Goldens.model("st-tiny-vit");
    try (var paths = Files.walk(source)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        Path target = cache.resolve(snapshot).resolve(source.relativize(path).toString());
        Files.createDirectories(target.resolveSibling(""));
        Files.copy(path, target);
      }
    }
    Path main = cache.resolve("models--someone--tiny/refs/main");
    Files.createDirectories(main.resolveSibling(""));
    Files.writeString(main, "a".repeat(40), StandardCharsets.UTF_8);
  }
}
