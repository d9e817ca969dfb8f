package dev.imagespace.model;

import static dev.imagespace.model.ModelHandler.OPEN_CLIP;
import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.FakeRepository;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HubModelsTests {
  private static final String NAME = "sentence-transformers/tiny";
  private static final String WEIGHTS = "0_CLIPModel/model.safetensors";
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 4);

  private final FakeHub hub = FakeHub.start();
  private final FakeRepository repository = hub.repository(NAME);
  private final Path cache;
  private final List<ModelDownload> heard = new ArrayList<>();
  private String commit = "";

  HubModelsTests(@TempDir Path temporary) {
    cache = temporary;
  }

  @BeforeEach
  void publish() throws IOException {
    commit = repository.push(Goldens.model("st-tiny-vit"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void aBareNameIsFetchedWithItsSmallFilesBeforeItsWeights() throws IOException {
    ModelDirectory found = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));

    assertThat(found.has("modules.json")).isTrue();
    assertThat(found.origin()).isEqualTo(new ModelOrigin(NAME, commit, null));
    Path weights = weights(found);
    assertThat(weights).doesNotExist();
    assertThat(found.arriving().header(weights)).isNotNull();

    found.awaitFiles();

    assertThat(weights).hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
    assertThat(found.arriving().header(weights)).isNull();
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
    assertThat(hub.requests(HubModelsTests::isForWeights)).isEmpty();
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
  void aHubThatIsDownIsNoMatterForWhatIsThere() {
    fetched("tiny");
    hub.with(Fault.status(503));

    assertThat(find("tiny", settings()).path()).endsWith(Path.of(commit));
  }

  @Test
  void troubleThatPassesIsSatOut() throws IOException {
    hub.with(Fault.status(500).times(1))
        .with(Fault.tooManyRequests(Duration.ZERO).on(HubRequest::isHead).times(2))
        .with(Fault.resetAfter(1000).on(HubModelsTests::isForWeights).times(3))
        .with(Fault.shortBody(2000).on(HubModelsTests::isForWeights).times(1));

    assertThat(weights(fetched("tiny")))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void aTransferThatHangsIsBegunAgain() throws IOException {
    hub.with(Fault.hangAfter(5000).on(HubModelsTests::isForWeights).times(1));

    assertThat(weights(fetched("tiny", settings().withStallTimeout(Duration.ofMillis(300)))))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void aServerThatKnowsNoRangesServesToo() throws IOException {
    byte[] large = large();
    hub.with(Fault.ignoredRange());

    assertThat(weights(fetched("tiny"))).hasBinaryContent(large);
  }

  @Test
  void aLargeFileComesInChunksSideBySide() throws IOException {
    byte[] large = large();

    ModelDirectory found = fetched("tiny");

    assertThat(weights(found)).hasBinaryContent(large);
    assertThat(hub.requests(r -> r.toStorage() && r.isFor(WEIGHTS) && !r.isHead()))
        .extracting(r -> r.range().orElse(""))
        .contains("bytes=0-8388607", "bytes=8388608-16777215", "bytes=16777216-20000007");
  }

  @Test
  void whatBrokeOffGoesOnFromTheChunksThatAreThere() throws IOException {
    byte[] large = large();
    hub.with(Fault.status(500).on(r -> r.range().orElse("").startsWith("bytes=16777216")));
    assertFails("tiny", settings().withWeights(WeightFetch.BLOCK), Reason.UNREACHABLE);
    hub.withoutFaults();
    hub.forgetRequests();

    ModelDirectory found = fetched("tiny");

    assertThat(weights(found)).hasBinaryContent(large);
    assertThat(hub.requests(r -> r.toStorage() && !r.isHead()))
        .extracting(r -> r.range().orElse(""))
        .contains("bytes=16777216-20000007")
        .doesNotContain("bytes=0-8388607");
  }

  @Test
  void aWrongHashIsTriedAgainAndNeverKept() {
    hub.with(Fault.wrongBytes().on(HubModelsTests::isForWeights));

    assertFails("tiny", settings().withWeights(WeightFetch.BLOCK), Reason.CORRUPT)
        .hasMessageContaining(WEIGHTS)
        .hasMessageContaining("imagespace.hub.endpoint");
    assertThat(cache.resolve("models--sentence-transformers--tiny/blobs"))
        .isDirectoryNotContaining(
            path -> path.toString().contains(repository.file("main", WEIGHTS).sha256()));
    assertThat(heard).extracting(ModelDownload::state).contains(ModelDownload.State.FAILED);

    hub.withoutFaults();
    assertThat(fetched("tiny").has(WEIGHTS)).isTrue();
  }

  @Test
  void aLoginPageIsNotTakenForTheHub() {
    hub.with(Fault.html());

    assertFails("tiny", settings(), Reason.UNREACHABLE).hasMessageContaining("login page");
  }

  @Test
  void redirectsThatGoInCirclesEnd() {
    hub.with(Fault.redirectLoop());

    assertFails("tiny", settings(), Reason.UNREACHABLE).hasMessageContaining("redirects");
  }

  @Test
  void aRenamedRepositoryIsFollowed() {
    hub.rename(NAME, "sentence-transformers/renamed");

    assertThat(fetched("tiny").has("modules.json")).isTrue();
  }

  @Test
  void aServerThatHangsDoesNotHoldTheStart() {
    hub.with(Fault.hangAfter(0));

    assertFails("tiny", settings().withStartTimeout(Duration.ofMillis(300)), Reason.UNREACHABLE)
        .hasMessageContaining("imagespace.hub.start-timeout");
  }

  @Test
  void aGatedModelSaysWhatToDo() {
    repository.gate("hf_good");

    assertFails("tiny", settings(), Reason.FORBIDDEN)
        .hasMessageContaining("licence")
        .hasMessageContaining("no token is set");
    assertFails("tiny", settings().withToken("hf_other"), Reason.FORBIDDEN)
        .hasMessageContaining("a token is set")
        .hasMessageNotContaining("hf_other");
  }

  @Test
  void aTokenGoesToTheHubAndNotToItsStorage() {
    repository.hide("hf_secret");

    fetched("tiny", settings().withToken("hf_secret"));

    assertThat(hub.requests(r -> !r.toStorage())).allMatch(r -> r.token().isPresent());
    assertThat(hub.requests(HubRequest::toStorage)).isNotEmpty().allMatch(r -> r.token().isEmpty());
    assertThat(settings().withToken("hf_secret").toString()).doesNotContain("hf_secret");
  }

  @Test
  void anUnknownRepositoryAndAnUnknownRevisionAreToldApart() {
    assertFails("nobody/nothing", settings(), Reason.FORBIDDEN)
        .hasMessageContaining("imagespace.hub.token");
    assertFails("tiny@no-such-branch", settings(), Reason.NOT_FOUND)
        .hasMessageContaining("revision");
  }

  @Test
  void aNameThatLeadsOutOfTheCacheIsRefused() throws IOException {
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put("0_x/../../../../escaped.json", new byte[3]);
    repository.push("main", files);

    fetched("tiny");

    assertThat(cache.resolve("escaped.json")).doesNotExist();
    assertThatThrownBy(() -> HubFile.requirePlain("a/../../b.json"))
        .isInstanceOf(ModelDownloadException.class);
  }

  @Test
  void weightsOfPyTorchAreFetchedBeforeTheModelOpens() throws IOException {
    hub.repository("owner/bin").push(Goldens.model("openclip-tiny-vit-bin"));

    ModelDirectory found =
        new ModelSource(cache, settings(), QUICK, heard::add).find("hf-hub:owner/bin", OPEN_CLIP);

    assertThat(found.file("open_clip_pytorch_model.bin")).exists();
  }

  @Test
  void theListenerHearsOfEachFileFromStartToEnd() {
    fetched("tiny");

    assertThat(heard.stream().filter(download -> download.file().equals(WEIGHTS)))
        .extracting(ModelDownload::state)
        .startsWith(ModelDownload.State.STARTED)
        .endsWith(ModelDownload.State.FINISHED);
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
    assertThat(hub.requests(HubModelsTests::isForWeights)).isEmpty();
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
    files.put("0_CLIPModel/model.safetensors", changed(files.get(WEIGHTS)));
    String next = repository.push("main", files);
    ModelDirectory announced = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));
    assertThat(announced.path()).endsWith(Path.of(next));

    assertThat(find("tiny", settings().withOffline(true)).path()).endsWith(Path.of(commit));
    announced.awaitFiles();
    assertThat(find("tiny", settings().withOffline(true)).path()).endsWith(Path.of(next));
  }

  @Test
  void aFailureInTheBackgroundIsToldToWhoWaitsAndTriedAgain() throws IOException {
    hub.with(Fault.status(500).on(r -> r.toStorage() && r.range().orElse("").contains("0-8")));
    ModelDirectory found = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));
    assertThatThrownBy(found::awaitFiles).isInstanceOf(ModelDownloadException.class);
    hub.withoutFaults();

    found.awaitFiles();

    assertThat(weights(found)).exists();
  }

  @Test
  void whoClosesAModelEndsItsDownload() {
    hub.with(Fault.hangAfter(1_000_000).on(r -> r.toStorage() && isForWeights(r)));
    ModelDirectory found = find("tiny", settings().withWeights(WeightFetch.ON_DEMAND));

    found.arriving().close();

    assertThatThrownBy(found::awaitFiles).hasMessageContaining("closed");
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

  private HubSettings settings() {
    return HubSettings.from(Map.of("HF_HOME", cache.toString()))
        .withEndpoint(URI.create(hub.endpoint()));
  }

  private ModelDirectory find(String model, HubSettings settings) {
    return new ModelSource(cache, settings, QUICK, heard::add).find(model, SENTENCE_TRANSFORMERS);
  }

  private ModelDirectory fetched(String model) {
    return fetched(model, settings());
  }

  private ModelDirectory fetched(String model, HubSettings settings) {
    ModelDirectory found = find(model, settings);
    found.awaitFiles();
    return found;
  }

  private AbstractThrowableAssert<?, ModelDownloadException> assertFails(
      String model, HubSettings settings, Reason reason) {
    ModelDownloadException failure =
        catchThrowableOfType(ModelDownloadException.class, () -> find(model, settings));
    assertThat(failure).isNotNull().returns(reason, ModelDownloadException::reason);
    return assertThat(failure);
  }

  private static boolean isForWeights(HubRequest request) {
    return request.isFor(WEIGHTS) && !request.isHead();
  }

  private static Path weights(ModelDirectory found) {
    return found.file(WEIGHTS);
  }

  private static Map<String, byte[]> files(String model) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    Path directory = Goldens.model(model);
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  /** Weights of 20 MB, one tensor: more than two chunks. */
  private byte[] large() throws IOException {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[4999968],\"data_offsets\":[0,19999872]}}";
    byte[] json = (header + " ".repeat(128 - header.length())).getBytes(StandardCharsets.UTF_8);
    byte[] large = new byte[8 + json.length + 19_999_872];
    new Random(1).nextBytes(large);
    ByteBuffer.wrap(large).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put(WEIGHTS, large);
    repository.push("main", files);
    return large;
  }
}
