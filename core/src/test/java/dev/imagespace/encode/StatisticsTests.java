package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.event.RecordingListener;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Program;
import dev.imagespace.testing.Goldens;
import dev.imagespace.tower.vision.ImageTower;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a model tells of itself while a batch of each tower is held. */
@Timeout(60)
class StatisticsTests {
  private static final ImageSource PICTURE = ImageSource.of(Goldens.image("rgb_odd.png"));

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch picturesRun = new CountDownLatch(1);
  private final CountDownLatch textsRun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    gate.countDown();
    callers.shutdownNow();
  }

  @Test
  void whatWaitsIsCountedByTower() throws Exception {
    try (DualEncoder encoder = open()) {
      callers.execute(() -> encoder.encodeImages(List.of(PICTURE)));
      picturesRun.await();
      callers.execute(() -> encoder.encodeImages(List.of(PICTURE)));
      await(() -> encoder.statistics().waitingPictures() == 1);
      callers.execute(() -> encoder.encodeTexts(List.of("a dog")));
      textsRun.await();
      callers.execute(() -> encoder.encodeTexts(List.of("a cat", "a cow")));
      callers.execute(() -> encoder.encodeTexts(List.of("a fox")));
      await(() -> encoder.statistics().waitingTexts() == 3);
      assertThat(encoder.statistics())
          .isEqualTo(new SpaceStatistics(1, 3, 0, 1L << 30, 0, Towers.BOTH, 2 * 8, 0));
      gate.countDown();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  /** Each text counts once in a call, and the ids of one that fits count for nothing here. */
  @Test
  void textsThatAreCutAreCountedAndSaySo() {
    gate.countDown();
    String cut = "a word ".repeat(100);
    try (DualEncoder encoder = open()) {
      List<Outcome<EncodedText>> texts = encoder.encodeTexts(List.of("a dog", cut, cut));
      assertThat(texts)
          .extracting(text -> text.orElseThrow().truncated())
          .containsExactly(false, true, true);
      assertThat(texts.get(1).orElseThrow().tokens()).isEqualTo(77);
      assertThat(encoder.statistics().truncatedTexts()).isEqualTo(1);
      encoder.encodeTexts(List.of(cut));
      assertThat(encoder.statistics().truncatedTexts()).isEqualTo(2);
    }
  }

  private DualEncoder open() {
    EncoderSettings settings =
        new EncoderSettings(
            Goldens.model("openclip-tiny-vit").toString(),
            ModelHandler.OPEN_CLIP,
            null,
            Execution.defaults(),
            ImagePolicy.VISUAL,
            PixelRules.defaults(),
            ImageLoading.defaults(),
            Resources.builder().processors(8).maxMemory(1L << 30).build(),
            HubSettings.fromEnvironment().withOffline(true),
            download -> {},
            new RecordingListener(),
            TextSettings.OWN);
    return DualEncoder.open(settings, execution -> new HeldEngine());
  }

  /** Runs one batch at a time, which waits at the gate. */
  private final class HeldEngine implements EngineProvider, Engine {
    @Override
    public String name() {
      return "held";
    }

    @Override
    public int preference(Execution execution) {
      return 0;
    }

    @Override
    public Engine create(Execution execution) {
      return this;
    }

    @Override
    public Program prepare(Network network, Supplier<List<Batch>> probes) {
      return new Program() {
        @Override
        public float[] run(Batch batch) {
          (network instanceof ImageTower ? picturesRun : textsRun).countDown();
          try {
            gate.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          float[] vectors = new float[batch.size() * 48];
          Arrays.fill(vectors, 1);
          return vectors;
        }

        @Override
        public boolean isLoaded() {
          return true;
        }

        @Override
        public long weightBytes() {
          return 8;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public void close() {}
  }
}
