package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ModelStore;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One cache for two: what the real huggingface_hub wrote is ours, and what we wrote is its. */
@Timeout(120)
class HuggingFaceHubIT extends TinyHub {
  private static final int BYTES_PER_SECOND = 4_000_000;

  private final HubPython python;

  HuggingFaceHubIT(@TempDir Path temporary) {
    super(temporary.resolve("cache"));
    python = HubPython.with(hub.endpoint(), cache);
  }

  @BeforeEach
  void beginEmpty() throws IOException {
    Files.createDirectories(cache);
  }

  @Test
  void aSnapshotOfPythonsOpensWithoutARequestAndWithoutAChange() throws Exception {
    assertThat(python.run("snapshot", NAME)).first().asString().endsWith(commit);

    assertIsUsedAsItIs();
  }

  @Test
  void filesThatPythonFetchedOneByOneOpenWithoutARequestAndWithoutAChange() throws Exception {
    python.run("files", names());

    assertIsUsedAsItIs();
  }

  @Test
  void whatIsFetchedHereIsFoundByPythonOffline() throws Exception {
    ModelDirectory found = fetched(NAME);
    hub.forgetRequests();

    List<String> kept = python.runOffline("kept", names());

    assertThat(kept).first().isEqualTo(found.path().toString());
    assertThat(kept).contains(WEIGHTS + " " + Files.size(weights(found)));
    assertThat(kept).hasSize(1 + files("st-tiny-vit").size());
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void whatIsFetchedHereIsListedByPythonWithoutAWarning() throws Exception {
    ModelDirectory found = fetched(NAME);
    long bytes = new ModelStore(cache, settings(), download -> {}).list().get(0).bytes();

    assertThat(python.runOffline("scan"))
        .containsExactly(
            "%s %s main %d %d".formatted(NAME, commit, files("st-tiny-vit").size(), bytes));
    assertThat(found.path()).exists();
  }

  @Test
  void pythonAddsWhatTheLoaderHadNoUseFor() throws Exception {
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put("0_CLIPModel/tf_model.h5", new byte[1000]);
    repository.push("main", files);
    ModelDirectory found = fetched(NAME);
    hub.forgetRequests();

    python.run("snapshot", NAME);

    assertThat(found.file("0_CLIPModel/tf_model.h5")).hasSize(1000);
    assertThat(hub.requests(TinyHub::isForWeights)).isEmpty();
    assertThat(python.runOffline("scan")).noneMatch(line -> line.startsWith("warning"));
  }

  @Test
  void whatPythonWasKilledOverIsFetched() throws Exception {
    hub.with(Fault.slow(BYTES_PER_SECOND).on(HuggingFaceHubIT::movesWeights));
    Process killed = python.start("snapshot", NAME);
    awaitWeightsOnTheirWay();
    killed.destroyForcibly().waitFor();
    hub.withoutFaults();
    assertThat(blobs()).anyMatch(name -> name.endsWith(".incomplete"));

    assertThat(weights(fetched(NAME)))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
    assertThat(python.runOffline("scan")).hasSize(1).noneMatch(line -> line.startsWith("warning"));
  }

  @Test
  void whatWeWereKilledOverIsFetchedByPython(@TempDir Path temporary) throws Exception {
    hub.with(Fault.slow(BYTES_PER_SECOND).on(HuggingFaceHubIT::movesWeights));
    Process killed = PullProcess.start(hub.endpoint(), cache, NAME, temporary.resolve("log"));
    awaitWeightsOnTheirWay();
    killed.destroyForcibly().waitFor();
    hub.withoutFaults();
    assertThat(blobs()).anyMatch(name -> name.endsWith(".imagespace-part"));

    python.run("snapshot", NAME);

    assertThat(python.runOffline("kept", names())).hasSize(1 + files("st-tiny-vit").size());
    assertIsUsedAsItIs();
  }

  @Test
  void pythonAndWeAtOnceDownloadOnce() throws Exception {
    hub.with(Fault.slow(BYTES_PER_SECOND).on(HuggingFaceHubIT::movesWeights));
    Process first = python.start("snapshot", NAME);
    awaitWeightsOnTheirWay();

    fetched(NAME);

    assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    assertWeightsCameOnce();
  }

  @Test
  void weAndPythonAtOnceDownloadOnce() throws Exception {
    hub.with(Fault.slow(BYTES_PER_SECOND).on(HuggingFaceHubIT::movesWeights));
    CompletableFuture<ModelDirectory> first = CompletableFuture.supplyAsync(() -> fetched(NAME));
    awaitWeightsOnTheirWay();

    python.run("snapshot", NAME);

    assertThat(first.get(60, TimeUnit.SECONDS).has(WEIGHTS)).isTrue();
    assertWeightsCameOnce();
  }

  private void assertWeightsCameOnce() throws IOException {
    // Ours reads the header beforehand, of the file's first part.
    long size = files("st-tiny-vit").getOrDefault(WEIGHTS, new byte[0]).length;
    assertThat(hub.bytesSent(HuggingFaceHubIT::movesWeights)).isBetween(size, size + 1_000_000);
  }

  private void assertIsUsedAsItIs() throws IOException {
    Map<String, String> before = tree();
    hub.forgetRequests();

    ModelDirectory offline = find(NAME, settings().withOffline(true));
    ModelDirectory pinned = find(NAME + "@" + commit, settings());

    assertThat(offline.path()).isEqualTo(pinned.path()).endsWith(Path.of(commit));
    assertThat(weights(offline))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
    assertThat(hub.requests()).isEmpty();
    assertThat(tree()).isEqualTo(before);
  }

  private static boolean movesWeights(HubRequest request) {
    return request.toStorage() && isForWeights(request);
  }

  private String[] names() throws IOException {
    return Stream.concat(Stream.of(NAME), files("st-tiny-vit").keySet().stream().sorted())
        .toArray(String[]::new);
  }

  private List<String> blobs() throws IOException {
    try (var files = Files.list(cache.resolve("models--sentence-transformers--tiny/blobs"))) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** Every file with its time, size and, where it is a link, its target. */
  private Map<String, String> tree() throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (var paths = Files.walk(cache)) {
      for (Path path : paths.toList()) {
        boolean link = Files.isSymbolicLink(path);
        tree.put(
            cache.relativize(path).toString(),
            Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS)
                + (link ? " " + Files.readSymbolicLink(path) : " " + Files.size(path)));
      }
    }
    return tree;
  }

  /** More than the header, which is asked for apart. */
  private void awaitWeightsOnTheirWay() throws InterruptedException {
    while (hub.bytesSent(HuggingFaceHubIT::movesWeights) < 1_000_000) {
      Thread.sleep(10);
    }
  }
}
