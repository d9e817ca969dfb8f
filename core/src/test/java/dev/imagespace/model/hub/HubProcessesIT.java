package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ModelStore;
import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.CheckedFile.Verdict;
import dev.imagespace.model.HubSettingsOf;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.FakeRepository;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that share a cache, start at once, or end at the wrong moment. */
@Timeout(300)
class HubProcessesIT {
  private static final String NAME = "owner/large";
  private static final String WEIGHTS = "0_CLIPModel/model.safetensors";
  private static final int DATA_BYTES = 48_000_000;

  private final FakeHub hub = FakeHub.start();
  private final FakeRepository repository = hub.repository(NAME);
  private final Path cache;
  private final Path log;

  HubProcessesIT(@TempDir Path temporary) {
    cache = temporary.resolve("cache");
    log = temporary.resolve("log");
  }

  @BeforeEach
  void publish() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    Path directory = Goldens.model("st-tiny-vit");
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    files.put(WEIGHTS, weights());
    repository.push("main", files);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void tenProcessesAtOnceDownloadOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      processes.add(PullProcess.start(hub.endpoint(), cache, NAME, log));
    }
    for (Process process : processes) {
      assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).describedAs(() -> text(log)).isZero();
    }

    assertSound();
    assertThat(hub.bytesSent(HubProcessesIT::isForWeights)).isEqualTo(weights().length);
    assertThat(log).content().contains("Waiting for process ");
  }

  /**
   * Every other one is killed at any moment of its life, the rest while weights move, however slow
   * the machine is.
   */
  @Test
  void aProcessThatIsKilledTwentyTimesLeavesNothingWrongAndGetsOn() throws Exception {
    hub.with(Fault.slow(600_000).on(HubProcessesIT::isForWeights));
    Random moments = new Random(7);
    for (int i = 0; i < 20; i++) {
      long sent = hub.bytesSent(HubProcessesIT::isForWeights);
      Process process = PullProcess.start(hub.endpoint(), cache, NAME, log);
      if (i % 2 == 0) {
        process.waitFor(600 + moments.nextInt(1000), TimeUnit.MILLISECONDS);
      } else {
        awaitWeights(process, sent);
      }
      boolean ended = process.waitFor(moments.nextInt(1000), TimeUnit.MILLISECONDS);
      assertThat(ended && process.exitValue() != 0).describedAs(() -> text(log)).isFalse();
      process.destroyForcibly().waitFor();
      assertThat(new ModelStore(cache, HubSettingsOf.variables(Map.of()), download -> {}).list())
          .allSatisfy(
              model ->
                  assertThat(Files.exists(model.directory().resolve(WEIGHTS)))
                      .isEqualTo(model.isWhole()));
    }
    long before = hub.bytesSent(HubProcessesIT::isForWeights);
    hub.withoutFaults();

    Process last = PullProcess.start(hub.endpoint(), cache, NAME, log);

    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).describedAs(() -> text(log)).isZero();
    assertSound();
    int size = weights().length;
    assertThat(before).isGreaterThan(4_000_000);
    // Four connections lose at most the quarter of a megabyte that each is in, and what its sockets
    // hold.
    assertThat(hub.bytesSent(HubProcessesIT::isForWeights)).isLessThan(2L * size);
  }

  private void awaitWeights(Process process, long before) throws InterruptedException {
    while (process.isAlive() && hub.bytesSent(HubProcessesIT::isForWeights) == before) {
      Thread.sleep(10);
    }
  }

  private void assertSound() {
    ModelStore store = new ModelStore(cache, HubSettingsOf.variables(Map.of()), download -> {});
    CachedModel model = store.list().get(0);
    assertThat(model.isWhole()).isTrue();
    assertThat(store.verify(model)).extracting(CheckedFile::verdict).containsOnly(Verdict.SOUND);
  }

  private static boolean isForWeights(HubRequest request) {
    return request.toStorage() && request.isFor(WEIGHTS) && !request.isHead();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static byte[] weights() {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(DATA_BYTES / 4, DATA_BYTES);
    byte[] json = (header + " ".repeat(128 - header.length())).getBytes(StandardCharsets.UTF_8);
    byte[] weights = new byte[Long.BYTES + json.length + DATA_BYTES];
    new Random(1).nextBytes(weights);
    ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    return weights;
  }
}
