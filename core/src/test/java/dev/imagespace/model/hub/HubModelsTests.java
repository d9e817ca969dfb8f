package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.ModelOrigin;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched, what is kept, and what is used. */
class HubModelsTests extends TinyHub {
  HubModelsTests(@TempDir Path temporary) {
    super(temporary);
  }

  @Test
  void aBareNameIsFetchedWithItsSmallFilesBeforeItsWeights() throws IOException {
    ModelDirectory found = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));

    assertThat(found.has("modules.json")).isTrue();
    assertThat(found.origin()).isEqualTo(new ModelOrigin(NAME, commit, null));
    Path weights = weights(found);
    assertThat(weights).doesNotExist();
    assertThat(found.pending().isPending(weights)).isTrue();

    found.awaitFiles();

    assertThat(weights).hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
    assertThat(found.pending().isPending(weights)).isFalse();
  }

  @Test
  void theLayoutIsThatOfTheHuggingFaceTools() throws IOException {
    ModelDirectory found = fetched("tiny");

    Path directory = cache.resolve("models--sentence-transformers--tiny");
    assertThat(directory.resolve("refs/main")).hasContent(commit);
    assertThat(found.path()).isEqualTo(directory.resolve("snapshots").resolve(commit));
    Path link = weights(found);
    assertThat(Files.readSymbolicLink(link))
        .isEqualTo(Path.of("../../../blobs", repository.file("main", WEIGHTS).sha256()));
    assertThat(directory.resolve("blobs"))
        .isDirectoryNotContaining(path -> path.toString().contains("part"));
  }

  @Test
  void onlyWhatTheLoaderReadsIsFetched() throws IOException {
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put("0_CLIPModel/pytorch_model.bin", new byte[10]);
    files.put("onnx/model.onnx", new byte[10]);
    files.put("0_CLIPModel/tf_model.h5", new byte[10]);
    repository.push("main", files);

    ModelDirectory found = fetched("tiny");

    assertThat(found.has("0_CLIPModel/pytorch_model.bin")).isFalse();
    assertThat(hub.requests(r -> r.target().matches(".*(onnx|h5|pytorch_model).*"))).isEmpty();
  }

  @Test
  void aModelOfTextsIsFetchedWithItsLayerAndFoundOffline() throws IOException {
    repository.push(Goldens.path("openclip/models/st-multilingual-v1"));

    ModelDirectory found = fetched("tiny");

    assertThat(found.has("model.safetensors")).isTrue();
    assertThat(found.has("2_Dense/model.safetensors")).isTrue();
    assertThat(find("tiny", settings().withOffline(true)).path()).isEqualTo(found.path());
  }

  @Test
  void whatIsWholeIsAskedForAndNotFetchedAgain() {
    fetched("tiny");
    hub.forgetRequests();

    fetched("tiny");

    assertThat(hub.requests()).hasSize(1).allMatch(HubRequest::isApi);
  }

  @Test
  void aPinnedModelThatIsWholeAsksNobody() {
    fetched("tiny@" + commit);
    hub.forgetRequests();

    ModelDirectory found = find("tiny@" + commit, settings());

    assertThat(found.path()).endsWith(Path.of(commit));
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void aBranchThatMovedIsFetchedAnew() throws IOException {
    fetched("tiny");
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put("README.md", "---\nlicense: mit\n---\n".getBytes(StandardCharsets.UTF_8));
    String next = repository.push("main", files);
    hub.forgetRequests();

    ModelDirectory found = fetched("tiny");

    assertThat(found.origin()).isEqualTo(new ModelOrigin(NAME, next, "mit"));
    assertThat(hub.requests(TinyHub::isForWeights)).isEmpty();
  }

  @Test
  void aTagWithASlashIsARevision() {
    repository.tag("release/1.0", commit);

    assertThat(fetched("tiny@release/1.0").path()).endsWith(Path.of(commit));
    assertThat(cache.resolve("models--sentence-transformers--tiny/refs/release/1.0"))
        .hasContent(commit);
  }

  @Test
  void offlineUsesWhatIsThereAndOpensNoConnection() {
    fetched("tiny");
    hub.forgetRequests();

    assertThat(find("tiny", settings().withOffline(true)).has("modules.json")).isTrue();
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void offlineNamesTheFileThatIsMissing() throws IOException {
    Files.delete(weights(fetched("tiny")));

    assertFails("tiny", settings().withOffline(true), Reason.OFFLINE)
        .hasMessageContaining(WEIGHTS)
        .hasMessageContaining("imagespace.offline");
  }

  @Test
  void aFileThatWasCutShortIsRepaired() throws IOException {
    Path weights = weights(fetched("tiny"));
    Files.write(weights.toRealPath(), new byte[100]);

    assertThat(weights(fetched("tiny")))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void aCacheThatTakesNoNotesIsUsedAsItIs() throws IOException {
    ModelDirectory found = fetched("tiny");
    forgetOurNotes(found);
    // A file where our notes belong stands for a cache that cannot be written.
    Path notes = found.path().resolve("../../imagespace").normalize();
    Files.delete(notes);
    Files.createFile(notes);

    assertThat(fetched("tiny").path()).isEqualTo(found.path());
  }

  @Test
  void whatPythonFetchedIsUsedAsItIs() throws IOException {
    forgetOurNotes(fetched("tiny"));
    hub.forgetRequests();

    ModelDirectory pinned = find("tiny@" + commit, settings());
    ModelDirectory offline = find("tiny", settings().withOffline(true));

    assertThat(pinned.path()).isEqualTo(offline.path());
    assertThat(hub.requests()).isEmpty();
    fetched("tiny");
    assertThat(hub.requests(TinyHub::isForWeights)).isEmpty();
  }

  @Test
  void whatPythonLeftUnfinishedIsFinished() throws IOException {
    ModelDirectory whole = fetched("tiny");
    forgetOurNotes(whole);
    Path blob = weights(whole).toRealPath();
    Files.move(blob, blob.resolveSibling(blob.getFileName() + ".incomplete"));
    Files.delete(weights(whole));

    assertThat(weights(fetched("tiny@" + commit)))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void aFileThatPythonNeverFetchedIsNamedOffline() throws IOException {
    ModelDirectory whole = fetched("tiny");
    forgetOurNotes(whole);
    Files.delete(whole.file("0_CLIPModel/preprocessor_config.json"));

    assertFails("tiny", settings().withOffline(true), Reason.OFFLINE)
        .hasMessageContaining("0_CLIPModel/preprocessor_config.json");
  }

  @Test
  void untilTheNextVersionIsWholeTheBranchStandsForTheOneBefore() throws IOException {
    fetched("tiny");
    Map<String, byte[]> files = files("st-tiny-vit");
    files.computeIfPresent(WEIGHTS, (path, bytes) -> changed(bytes));
    String next = repository.push("main", files);
    ModelDirectory announced = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));
    assertThat(announced.path()).endsWith(Path.of(next));

    assertThat(find("tiny", settings().withOffline(true)).path()).endsWith(Path.of(commit));
    announced.awaitFiles();
    assertThat(find("tiny", settings().withOffline(true)).path()).endsWith(Path.of(next));
  }

  @Test
  void weightsThatWereCutShortAreNotThereUntilTheyAreWhole() throws IOException {
    Path weights = weights(fetched("tiny"));
    Files.write(weights.toRealPath(), new byte[100]);

    ModelDirectory found = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));

    assertThat(weights).doesNotExist();
    assertThat(found.has(WEIGHTS)).isTrue();
    found.awaitFiles();
    assertThat(weights).hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{'small': [{'path': '../x.json', 'etag': 'a', 'size': 1}], 'weights': []}",
        "{'small': [null], 'weights': []}",
        "{'small': [{}], 'weights': []}"
      })
  void aNoteThatIsDamagedIsMadeAnew(String json) throws IOException {
    ModelDirectory found = fetched("tiny");
    Path note = found.path().resolve("../../imagespace/" + commit + ".SENTENCE_TRANSFORMERS.json");
    String before = Files.readString(note);
    Files.writeString(note, json);

    assertThat(find("tiny@" + commit, settings().withOffline(true)).path()).isEqualTo(found.path());
    assertThat(fetched("tiny").path()).isEqualTo(found.path());
    assertThat(note).hasContent(before);
  }

  /** As if another tool had filled the cache. */
  private void forgetOurNotes(ModelDirectory found) throws IOException {
    try (var notes = Files.list(found.path().resolve("../../imagespace"))) {
      for (Path note : notes.toList()) {
        Files.delete(note);
      }
    }
  }

  private static byte[] changed(byte[] weights) {
    byte[] changed = weights.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }
}
