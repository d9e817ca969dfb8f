package dev.imagespace.model.hub;

import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettingsOf;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.FakeRepository;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tiny model on a hub, and a cache that is empty at first. */
@Timeout(60)
class TinyHub {
  static final String NAME = "sentence-transformers/tiny";
  static final String WEIGHTS = "0_CLIPModel/model.safetensors";
  static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 4);

  final FakeHub hub = FakeHub.start();
  final FakeRepository repository = hub.repository(NAME);
  final Path cache;
  final List<ModelDownload> heard = new CopyOnWriteArrayList<>();
  String commit = "";

  TinyHub(@TempDir Path temporary) {
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

  HubSettings settings() {
    return HubSettingsOf.variables(Map.of("HF_HOME", cache.toString()))
        .withEndpoint(URI.create(hub.endpoint()));
  }

  ModelDirectory find(String model, HubSettings settings) {
    return new ModelResolver(cache, settings, QUICK, heard::add)
        .resolve(model, SENTENCE_TRANSFORMERS);
  }

  ModelDirectory fetched(String model) {
    return fetched(model, settings());
  }

  ModelDirectory fetched(String model, HubSettings settings) {
    ModelDirectory found = find(model, settings);
    found.awaitFiles();
    return found;
  }

  AbstractThrowableAssert<?, ModelDownloadException> assertFails(
      String model, HubSettings settings, Reason reason) {
    ModelDownloadException failure =
        catchThrowableOfType(ModelDownloadException.class, () -> find(model, settings));
    assertThat(failure).isNotNull().returns(reason, ModelDownloadException::reason);
    return assertThat(failure);
  }

  static boolean isForWeights(HubRequest request) {
    return request.isFor(WEIGHTS) && !request.isHead();
  }

  static Path weights(ModelDirectory found) {
    return found.file(WEIGHTS);
  }

  static Map<String, byte[]> files(String model) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    Path directory = Goldens.model(model);
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
