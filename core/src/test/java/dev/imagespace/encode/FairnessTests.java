package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.encode.batch.Parallelism;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import dev.imagespace.image.load.Capacity;
import dev.imagespace.image.load.ImageLoader;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.pictures.testing.PngFile;
import dev.imagespace.tensor.Batch;
import dev.imagespace.testing.Goldens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that want much, or what takes long, beside one that wants little. */
@Timeout(120)
class FairnessTests {
  private static final ModelDirectory MODEL =
      new ModelDirectory("tiny", Goldens.model("openclip-tiny-vit"));
  private static final Batching BATCHING =
      Batching.builder().deadline(Duration.ofSeconds(20)).build();

  private final Checkpoint checkpoint = Checkpoint.open(MODEL, ModelHandler.OPEN_CLIP);
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void close() {
    callers.shutdownNow();
    checkpoint.tokenizer().close();
  }

  @Test
  void oneTextIsReadWhileAnotherCallerHasTenThousand() {
    try (TextEncoder encoder = texts(workers(Capacity.of(Resources.shared()).processors()))) {
      List<String> many =
          IntStream.range(0, 10_000).mapToObj(i -> "text " + i + " dog".repeat(i % 40)).toList();
      CompletableFuture<List<Outcome<EncodedText>>> large =
          async(() -> encoder.begin().encode(many));
      for (int i = 0; i < 20; i++) {
        assertThat(encoder.begin().encode(List.of("a cat " + i))).hasSize(1);
      }
      assertThat(large).isNotDone();
      assertThat(large.join()).hasSize(10_000);
    }
  }

  /** Each of them is decoded for seconds, and there are always some that wait. */
  @Test
  void onePictureIsDecodedWhileOthersTakeTheirTime() {
    ImageSource slow = ImageSource.of(PngFile.ofRows(60_000, 1_900));
    ImageSource quick = ImageSource.of(Goldens.image("rgb_odd.png"));
    Resources resources = Resources.builder().processors(2).maxMemory(4L << 30).build();
    AtomicBoolean end = new AtomicBoolean();
    try (ImageEncoder encoder = pictures(workers(Capacity.of(resources).processors()), resources)) {
      for (int i = 0; i < 8; i++) {
        callers.execute(
            () -> {
              while (!end.get()) {
                encoder.begin().encode(List.of(slow));
              }
            });
      }
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertThat(encoder.begin().encode(List.of(quick)).get(0))
            .isInstanceOf(Outcome.Success.class);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      end.set(true);
      assertThat(took).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void twoModelsNeverRunMoreThanThereAreProcessorsAndOneMore() {
    Processors processors = new Processors(3);
    try (TextEncoder one = texts(workers(processors));
        TextEncoder other = texts(workers(processors))) {
      List<CompletableFuture<List<Outcome<EncodedText>>>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        TextEncoder encoder = i % 2 == 0 ? one : other;
        List<String> own = IntStream.range(0, 300).mapToObj(j -> "text " + j).toList();
        calls.add(async(() -> encoder.begin().encode(own)));
      }
      assertThat(calls).allSatisfy(call -> assertThat(call.join()).hasSize(300));
    }
    assertThat(most.get()).isBetween(3, 4);
    assertThat(processors.free()).isEqualTo(3);
  }

  private Workers workers(Processors processors) {
    return new Workers(
        new Parallelism(processors.number(), 1, processors.number()),
        processors,
        DaemonThreads.named("test-network"),
        null);
  }

  private TextEncoder texts(Workers workers) {
    return new TextEncoder(
        MODEL,
        checkpoint.textTower(),
        new StubProgram(this::compute),
        checkpoint.tokenizer(),
        BATCHING,
        workers);
  }

  private ImageEncoder pictures(Workers workers, Resources resources) {
    ImageLoading loading = ImageLoading.defaults();
    return new ImageEncoder(
        MODEL,
        checkpoint.imageTower(),
        new StubProgram(this::compute),
        new PictureLoads(
            new ImageLoader(loading, resources),
            new ImagePreprocessor(checkpoint.preprocessing(), ImagePolicy.VISUAL),
            null),
        BATCHING,
        workers);
  }

  private <R> CompletableFuture<R> async(Supplier<R> work) {
    return CompletableFuture.supplyAsync(work, callers);
  }

  /** Takes two milliseconds for each batch, and counts how many run. */
  private void compute(Batch batch) {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.decrementAndGet();
  }
}
