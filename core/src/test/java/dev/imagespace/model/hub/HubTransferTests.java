package dev.imagespace.model.hub;

import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes on their way, and what happens to them there. */
class HubTransferTests extends TinyHub {
  private static final Optional<String> HEADER = Optional.of("bytes=0-131071");

  HubTransferTests(@TempDir Path temporary) {
    super(temporary);
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
        .with(Fault.tooManyRequests(Duration.ZERO).on(r -> r.isFor("modules.json")).times(2))
        .with(Fault.resetAfter(1000).on(TinyHub::isForWeights).times(3))
        .with(Fault.shortBody(2000).on(TinyHub::isForWeights).times(1));

    assertThat(weights(fetched("tiny")))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void aTransferThatHangsIsBegunAgain() throws IOException {
    hub.with(Fault.hangAfter(5000).on(TinyHub::isForWeights).times(1));

    assertThat(weights(fetched("tiny", settings().withStallTimeout(Duration.ofMillis(300)))))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void versionsAndSizesComeWithTheListing() {
    fetched("tiny");

    assertThat(hub.requests(HubRequest::isHead)).isEmpty();
  }

  @Test
  void aMirrorThatListsNamesAloneIsAskedForEachFile() throws IOException {
    hub.with(Fault.ignoredQuery().on(HubRequest::isApi));

    ModelDirectory found = fetched("tiny");

    assertThat(weights(found))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
    assertThat(weights(found).toRealPath())
        .endsWith(Path.of(repository.file("main", WEIGHTS).sha256()));
  }

  @Test
  void aProxyOfTheJvmIsUsed() {
    URI proxy = URI.create(hub.endpoint());
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new OnlyFor(proxy));
    try {
      fetched("tiny");
    } finally {
      ProxySelector.setDefault(before);
    }

    assertThat(hub.requests(r -> !r.toStorage())).allMatch(HubRequest::throughProxy);
  }

  @Test
  void aServerThatKnowsNoRangesServesToo() throws IOException {
    byte[] large = large();
    hub.with(Fault.ignoredRange());

    assertThat(weights(fetched("tiny"))).hasBinaryContent(large);
  }

  @Test
  void aServerThatKnowsNoRangesIsNotAskedForTheWholeForEachChunk() throws IOException {
    byte[] large = large();
    hub.with(Fault.ignoredRange().on(HubRequest::toStorage));

    assertThat(weights(fetched("tiny"))).hasBinaryContent(large);
    // Headers, three that were broken off, and the one that was read.
    assertThat(hub.bytesSent(r -> r.toStorage() && isForWeights(r))).isLessThan(2L * large.length);
  }

  @Test
  void bytesOfAnotherRangeAreNotTaken() throws IOException {
    byte[] large = large();
    hub.with(
        Fault.otherRange()
            .on(r -> r.toStorage() && r.range().orElse("").startsWith("bytes=16777216"))
            .times(1));

    assertThat(weights(fetched("tiny"))).hasBinaryContent(large);
    assertThat(heard).extracting(ModelDownload::state).doesNotContain(ModelDownload.State.FAILED);
  }

  @Test
  void aMirrorThatListsNoSizesIsAskedForEachFile() throws IOException {
    hub.with(Fault.replaced("\"size\":", "\"size\":null,\"bytes\":").on(HubRequest::isApi));

    assertThat(weights(fetched("tiny")))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void nothingIsAskedForInAnotherEncoding() {
    fetched("tiny");

    assertThat(hub.requests())
        .allMatch(r -> r.header("accept-encoding").equals(Optional.of("identity")));
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
    hub.with(Fault.wrongBytes().on(TinyHub::isForWeights));

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
  void theListenerHearsOfEachFileFromStartToEnd() {
    fetched("tiny");

    assertThat(heard.stream().filter(download -> download.file().equals(WEIGHTS)))
        .extracting(ModelDownload::state)
        .startsWith(ModelDownload.State.STARTED)
        .endsWith(ModelDownload.State.FINISHED);
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

    found.pending().close();

    assertThatThrownBy(found::awaitFiles).hasMessageContaining("closed");
  }

  @Test
  void whoIsInterruptedIsNotToldOfADiskThatIsFine() throws IOException {
    Map<String, byte[]> files = files("st-tiny-vit");
    files.put("README.md", new byte[0]);
    repository.push("main", files);
    ModelResolver resolver =
        new ModelResolver(
            cache,
            settings(),
            QUICK,
            download -> {
              if (download.file().equals("README.md")) {
                Thread.currentThread().interrupt();
              }
            });

    assertThatThrownBy(() -> resolver.resolve("tiny", SENTENCE_TRANSFORMERS))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** One connection or four: what has begun ends, and not only what has not. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whoClosesAModelEndsTheBodiesThatAreRead(int connections) throws Exception {
    large();
    hub.with(Fault.slow(2_000_000).on(r -> r.toStorage() && !r.range().equals(HEADER)));
    CountDownLatch moving = new CountDownLatch(1);
    CompletableFuture<ModelDownload> end = new CompletableFuture<>();
    HubSettings slow = settings().withConnections(connections).withWeights(WeightFetch.BACKGROUND);
    ModelDirectory found =
        new ModelResolver(
                cache,
                slow,
                QUICK,
                download -> {
                  if (download.file().equals(WEIGHTS)) {
                    switch (download.state()) {
                      case STARTED -> {}
                      case PROGRESS -> moving.countDown();
                      case FINISHED, FAILED -> end.complete(download);
                    }
                  }
                })
            .resolve("tiny", SENTENCE_TRANSFORMERS);
    moving.await();

    found.pending().close();

    assertThat(end.get(30, TimeUnit.SECONDS))
        .returns(ModelDownload.State.FAILED, ModelDownload::state)
        .satisfies(download -> assertThat(download.error()).contains("Interrupted"));
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

  /** A proxy for one server; all others are reached directly. */
  private static final class OnlyFor extends ProxySelector {
    private final URI server;

    OnlyFor(URI server) {
      this.server = server;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(
          uri.getPort() == server.getPort()
              ? new Proxy(
                  Proxy.Type.HTTP, new InetSocketAddress(server.getHost(), server.getPort()))
              : Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      throw new AssertionError(e);
    }
  }
}
