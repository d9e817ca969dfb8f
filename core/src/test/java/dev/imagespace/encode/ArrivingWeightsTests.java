package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model opens on what its weights say of themselves, and waits for them where it needs them. */
@Timeout(60)
class ArrivingWeightsTests {
  private static final String NAME = "hf-hub:owner/tiny";
  private static final String BIN = "open_clip_pytorch_model.bin";

  private final FakeHub hub = FakeHub.start();
  private final Path cache;

  ArrivingWeightsTests(@TempDir Path temporary) {
    cache = temporary;
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "st-tiny-vit, SENTENCE_TRANSFORMERS",
    "hf-plain-legacy-eos2, SENTENCE_TRANSFORMERS",
    "openclip-tiny-vit, OPEN_CLIP",
    "openclip-tiny-vit-bin, OPEN_CLIP"
  })
  void aModelOpensOnPartsOfItsWeightsAndThenIsTheSame(String model, ModelHandler handler)
      throws IOException {
    hub.repository("owner/tiny").push(Goldens.model(model));

    try (DualEncoder local = open(Goldens.model(model).toString(), handler);
        DualEncoder encoder = open(NAME, handler)) {
      assertThat(encoder.info().dimension()).isEqualTo(local.info().dimension());
      assertThat(encoder.info().parameters()).isEqualTo(local.info().parameters());
      assertThat(hub.bytesSent(HubRequest::toStorage)).isLessThan(600_000);

      assertThat(encoder.encodeTexts(List.of("a dog")).get(0).orElseThrow().vector())
          .isEqualTo(local.encodeTexts(List.of("a dog")).get(0).orElseThrow().vector());
      assertThat(encoder.fingerprint()).isEqualTo(local.fingerprint());
    }
  }

  @Test
  void whereTheHubSendsNoPartsAZipFileIsFetchedBeforeTheModelOpens() throws IOException {
    hub.repository("owner/tiny").push(Goldens.model("openclip-tiny-vit-bin"));
    hub.with(Fault.ignoredRange());

    try (DualEncoder encoder = open(NAME, ModelHandler.OPEN_CLIP)) {
      assertThat(encoder.info().directory().resolve(BIN))
          .hasSameBinaryContentAs(Goldens.model("openclip-tiny-vit-bin").resolve(BIN));
    }
  }

  @Test
  void aFileOfAnOldPyTorchIsRefusedBeforeAllOfItIsFetched() throws IOException {
    String config = "open_clip_config.json";
    byte[] old = new byte[2_000_000];
    old[0] = (byte) 0x80;
    byte[] sound = Files.readAllBytes(Goldens.model("openclip-tiny-vit-bin").resolve(config));
    hub.repository("owner/tiny").push("main", Map.of(config, sound, BIN, old));

    assertThatThrownBy(() -> open(NAME, ModelHandler.OPEN_CLIP))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("before PyTorch 1.6");
    assertThat(hub.bytesSent(HubRequest::toStorage)).isLessThan(400_000);
  }

  @Test
  void weightsOfWhichOtherBytesCameBeforeAreNotUsed() throws IOException {
    hub.repository("owner/tiny").push(Goldens.model("openclip-tiny-vit"));
    hub.with(Fault.wrongBytes().times(1).on(HubRequest::toStorage));

    try (DualEncoder encoder = open(NAME, ModelHandler.OPEN_CLIP)) {
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("a dog")))
          .isInstanceOf(ModelDownloadException.class)
          .hasMessageContaining("other bytes of it before");
    }
    try (DualEncoder again = open(NAME, ModelHandler.OPEN_CLIP)) {
      assertThat(again.encodeTexts(List.of("a dog"))).hasSize(1);
    }
  }

  private DualEncoder open(String model, ModelHandler handler) {
    return DualEncoder.open(
        new EncoderSettings(
            model,
            handler,
            cache,
            Execution.builder().threads(1).build(),
            ImagePolicy.VISUAL,
            PixelRules.defaults(),
            ImageLoading.defaults(),
            Resources.shared(),
            HubSettings.fromEnvironment()
                .withEndpoint(URI.create(hub.endpoint()))
                .withOffline(false)
                .withWeights(WeightFetch.ON_DEMAND),
            download -> {},
            null,
            TextSettings.OWN));
  }
}
