package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Program;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.FakeHub;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a model that does not open, or does not close, leaves behind: nothing. */
@Timeout(60)
class OpenFailureTests {
  private static final Path MODEL = Goldens.model("openclip-tiny-vit-quickgelu");

  private final CountedEngine engine = new CountedEngine();

  @Test
  void anEngineThatTakesTheFirstNetworkAndNotTheSecondIsClosed() {
    engine.networksTaken = 1;

    assertThatThrownBy(() -> open(MODEL.toString(), offline()))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage("no second network");
    assertThat(engine.closed).isEqualTo(1);
  }

  @Test
  void theEngineOfAModelThatIsRefusedIsClosed(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("open_clip_config.json"), "{}");

    assertThatThrownBy(() -> open(directory.toString(), offline()))
        .isInstanceOf(InvalidCheckpointException.class);
    assertThat(engine.closed).isEqualTo(1);
  }

  @Test
  void whatDoesNotCloseIsToldWithTheFailure() {
    engine.networksTaken = 1;
    engine.onClose = new IllegalStateException("does not close");

    assertThatThrownBy(() -> open(MODEL.toString(), offline()))
        .hasMessage("no second network")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("does not close"));
  }

  @Test
  void weightsOnTheirWayAreNotFetchedForAModelThatDoesNotOpen(@TempDir Path cache)
      throws Exception {
    try (FakeHub hub = FakeHub.start()) {
      hub.repository("owner/tiny").push(MODEL);
      hub.with(Fault.hangAfter(300_000).on(HubRequest::toStorage));
      engine.networksTaken = 0;
      HubSettings settings =
          HubSettings.fromEnvironment()
              .withEndpoint(URI.create(hub.endpoint()))
              .withOffline(false)
              .withStallTimeout(Duration.ofMinutes(5))
              .withWeights(WeightFetch.BACKGROUND);

      assertThatThrownBy(() -> open("hf-hub:owner/tiny", settings, cache))
          .isInstanceOf(EngineUnavailableException.class);
      awaitNoThread("imagespace-weights");
    }
  }

  @Test
  void closingAModelClosesAllOfItAlthoughItsEngineThrows(@TempDir Path cache) {
    engine.onClose = new IllegalStateException("does not close");
    DualEncoder encoder = open(MODEL.toString(), offline());

    assertThatThrownBy(encoder::close).hasMessage("does not close");
    encoder.close();

    assertThat(engine.closed).isEqualTo(1);
    assertThatThrownBy(() -> encoder.countTokens("a dog"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void vectorsThatAreTooShortReachNobody() {
    try (DualEncoder encoder = open(MODEL.toString(), offline())) {
      assertThatThrownBy(() -> encoder.encodeTexts(List.of("a dog")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The engine gave 47 numbers for 1 inputs");
    }
  }

  private static void awaitNoThread(String name) throws InterruptedException {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(name))) {
      Thread.sleep(10);
    }
  }

  private static HubSettings offline() {
    return HubSettings.fromEnvironment().withOffline(true);
  }

  private DualEncoder open(String model, HubSettings hub) {
    return open(model, hub, null);
  }

  private DualEncoder open(String model, HubSettings hub, @Nullable Path cache) {
    EncoderSettings settings =
        new EncoderSettings(
            model,
            ModelHandler.OPEN_CLIP,
            cache,
            Execution.defaults(),
            ImagePolicy.VISUAL,
            PixelRules.defaults(),
            ImageLoading.defaults(),
            Resources.shared(),
            hub,
            download -> {},
            null,
            TextSettings.OWN);
    return DualEncoder.open(settings, execution -> engine.provider());
  }

  /** Computes one number too few. */
  private static final class CountedEngine implements Engine {
    private int networksTaken = 2;
    private int closed;
    private @Nullable RuntimeException onClose;

    EngineProvider provider() {
      return new EngineProvider() {
        @Override
        public String name() {
          return "counted";
        }

        @Override
        public int preference(Execution execution) {
          return 0;
        }

        @Override
        public Engine create(Execution execution) {
          return CountedEngine.this;
        }
      };
    }

    @Override
    public Program prepare(Network network, Supplier<List<Batch>> calibration) {
      if (networksTaken-- == 0) {
        throw new EngineUnavailableException("no second network", null);
      }
      return new Program() {
        @Override
        public float[] run(Batch batch) {
          return new float[batch.size() * 48 - 1];
        }

        @Override
        public boolean isLoaded() {
          return false;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public void close() {
      closed++;
      if (onClose != null) {
        throw onClose;
      }
    }
  }
}
