package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.vision.ImageTower;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine is held to: the networks alone, from the goldens' own token ids and pixels to
 * the goldens' raw vectors, on all processors and on one, from several threads, after a release,
 * and while it is closed; and weights that are computed.
 */
public abstract class EngineContract extends OperationsContract {
  private static final String TEXTS = "openclip-tiny-vit";

  /** A text's ids and its golden vector. */
  private record Text(int[] ids, float[] golden) {}

  static Stream<String> models() {
    return Stream.of(Goldens.SENTENCE_TRANSFORMERS, Goldens.OPEN_CLIP, List.of("mini"))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("models")
  void tokenIdsBecomeTheGoldenVectorsAloneAndInABatch(String model) {
    List<Text> texts = texts(model);
    try (Engine engine = open()) {
      TextTower tower = checkpoint(model).textTower();
      Program program = engine.prepare(tower, List::of);
      Batch all = tower.batch(texts.stream().map(Text::ids).toList());
      float[] together = program.runOnOneProcessor(all);
      int size = together.length / texts.size();
      for (int i = 0; i < texts.size(); i++) {
        float[] alone = program.run(tower.batch(List.of(texts.get(i).ids)));
        float[] row = Arrays.copyOfRange(together, i * size, (i + 1) * size);
        assertThat(Closeness.of(alone, texts.get(i).golden)).matches(Closeness::holds);
        assertThat(Closeness.of(row, texts.get(i).golden)).matches(Closeness::holds);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void pixelsBecomeTheGoldenVectorsAloneAndInABatch(String model) {
    Map<String, JsonElement> images = Goldens.goldens(model).getAsJsonObject("images").asMap();
    try (Engine engine = open()) {
      ImageTower tower = checkpoint(model).imageTower();
      Program program = engine.prepare(tower, List::of);
      for (Map.Entry<String, JsonElement> image : images.entrySet()) {
        JsonElement file = pixels(image.getValue().getAsJsonObject());
        if (file != null) {
          float[] pixels = Goldens.npy("goldens/" + file.getAsString());
          JsonObject route = image.getValue().getAsJsonObject().getAsJsonObject("routes");
          float[] golden = Goldens.floats(route.getAsJsonObject("pil").get("embedding"));
          float[] alone = program.run(tower.batch(pixels));
          assertThat(Closeness.of(alone, golden)).as(image.getKey()).matches(Closeness::holds);
          float[] twice = program.runOnOneProcessor(tower.batch(behindBlack(pixels)));
          float[] second = Arrays.copyOfRange(twice, golden.length, twice.length);
          assertThat(Closeness.of(second, golden)).as(image.getKey()).matches(Closeness::holds);
        }
      }
    }
  }

  @Test
  void aComputedWeightIsComputedWhenTheNetworkIsLoadedAndNotAtEveryRun() {
    Weights weights = weights(TEXTS);
    Parameter positions = weights.get("positional_embedding", 77, 32);
    AtomicInteger computations = new AtomicInteger();
    Parameter twiceAsMany =
        weights.computed(
            "every row twice",
            List.of(positions),
            inputs -> {
              computations.incrementAndGet();
              return everyRowTwice(inputs.get(0));
            },
            154,
            32);
    Parameter some = twiceAsMany.rows(100, 154);
    Network lookUp = (ops, inputs) -> ops.gather(some, inputs.get("rows"));
    float[] stored = new float[32];
    positions.values().asFloatBuffer().get(71 * 32, stored);
    try (Engine engine = open()) {
      Program program = engine.prepare(lookUp, List::of);
      assertThat(computations).hasValue(0);
      float[] rows = program.run(new Batch(2, 1).longs("rows", new long[] {42, 43}, Dim.B));

      assertThat(Arrays.copyOf(rows, 32)).containsExactly(stored);
      assertThat(Arrays.copyOfRange(rows, 32, 64)).containsExactly(stored);
      program.run(new Batch(1, 1).longs("rows", new long[] {0}, Dim.B));
      assertThat(computations).hasValue(1);
    }
  }

  private static float[] everyRowTwice(FloatBuffer rows) {
    float[] twice = new float[2 * rows.capacity()];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = rows.get(i / 64 * 32 + i % 32);
    }
    return twice;
  }

  @Test
  void aBatchNormMayBeFoldedIntoTheConvolutionBeforeIt() {
    Weights weights = weights("openclip-tiny-rn").in("visual");
    Parameter conv = weights.get("conv1.weight", 8, 3, 3, 3);
    List<Parameter> norm =
        Stream.of("running_mean", "running_var", "weight", "bias")
            .map(name -> weights.get("bn1." + name, 8))
            .toList();
    Parameter scaled =
        weights.computed(
            "batch-norm scale",
            List.of(conv, norm.get(1), norm.get(2)),
            inputs -> {
              float[] folded = new float[8 * 27];
              for (int i = 0; i < folded.length; i++) {
                folded[i] = inputs.get(0).get(i) * factor(inputs.get(1), inputs.get(2), i / 27);
              }
              return folded;
            },
            8,
            3,
            3,
            3);
    Parameter shift =
        weights.computed(
            "batch-norm shift",
            norm,
            inputs -> {
              float[] shifts = new float[8];
              for (int i = 0; i < shifts.length; i++) {
                float factor = factor(inputs.get(1), inputs.get(2), i);
                shifts[i] = inputs.get(3).get(i) - inputs.get(0).get(i) * factor;
              }
              return shifts;
            },
            1,
            8,
            1,
            1);
    float[] separate =
        run(
            (ops, inputs) ->
                ops.batchNorm2d(
                    ops.conv2d(inputs.get("pixels"), conv, null, 1, 0, 1),
                    norm.get(0),
                    norm.get(1),
                    norm.get(2),
                    norm.get(3),
                    1e-5));
    float[] folded =
        run(
            (ops, inputs) ->
                ops.add(ops.conv2d(inputs.get("pixels"), scaled, null, 1, 0, 1), shift));

    assertThat(Closeness.of(folded, separate)).matches(Closeness::holds);
  }

  private static float factor(FloatBuffer variance, FloatBuffer weight, int channel) {
    return (float) (weight.get(channel) / Math.sqrt(variance.get(channel) + 1e-5));
  }

  /** On a picture of 5×5 pixels. */
  private float[] run(Network network) {
    float[] pixels = new float[75];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 7 - 3;
    }
    Dim side = Dim.of(5);
    try (Engine engine = open()) {
      return engine
          .prepare(network, List::of)
          .run(new Batch(1, 1).floats("pixels", pixels, Dim.B, Dim.of(3), side, side));
    }
  }

  private static Weights weights(String model) {
    return new Weights(checkpoint(model).weights().source(), Weights.Naming.asIs());
  }

  @Test
  void callersSideBySideGetTheirOwnVectors() throws Exception {
    List<Text> texts = texts(TEXTS);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (Engine engine = open()) {
      TextTower tower = checkpoint(TEXTS).textTower();
      Program program = engine.prepare(tower, List::of);
      List<Future<float[]>> vectors =
          IntStream.range(0, 8 * texts.size())
              .mapToObj(i -> callers.submit(() -> run(program, tower, texts, i)))
              .toList();
      for (int i = 0; i < vectors.size(); i++) {
        float[] golden = texts.get(i % texts.size()).golden;
        assertThat(Closeness.of(vectors.get(i).get(), golden)).matches(Closeness::holds);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** Every other one on one processor. */
  private static float[] run(Program program, TextTower tower, List<Text> texts, int number) {
    Batch batch = tower.batch(List.of(texts.get(number % texts.size()).ids));
    return number % 2 == 0 ? program.run(batch) : program.runOnOneProcessor(batch);
  }

  @Test
  void whatIsReleasedIsReadAgainByTheNextRun() {
    Text text = texts(TEXTS).get(0);
    try (Engine engine = open()) {
      TextTower tower = checkpoint(TEXTS).textTower();
      Program program = engine.prepare(tower, List::of);
      assertThat(program.isLoaded()).isFalse();
      Batch batch = tower.batch(List.of(text.ids));
      float[] first = program.run(batch);
      float[] onOne = program.runOnOneProcessor(batch);
      assertThat(program.isLoaded()).isTrue();
      program.release();
      assertThat(program.isLoaded()).isFalse();
      assertThat(program.runOnOneProcessor(batch)).containsExactly(onOne);
      program.release();
      assertThat(program.run(batch)).containsExactly(first);
    }
  }

  @Test
  void closingWaitsForRunsAndRefusesLaterOnes() throws Exception {
    Text text = texts(TEXTS).get(0);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      Engine engine = open();
      TextTower tower = checkpoint(TEXTS).textTower();
      Program program = engine.prepare(tower, List::of);
      program.run(tower.batch(List.of(text.ids)));
      List<Future<float[]>> runs =
          IntStream.range(0, 64)
              .mapToObj(i -> callers.submit(() -> program.run(tower.batch(List.of(text.ids)))))
              .toList();
      runs.get(0).get();
      engine.close();
      for (Future<float[]> run : runs) {
        assertThatVectorOrRefusal(run, text.golden);
      }
      assertThatThrownBy(() -> program.run(tower.batch(List.of(text.ids))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The model is closed");
      assertThatThrownBy(() -> program.runOnOneProcessor(tower.batch(List.of(text.ids))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The model is closed");
    } finally {
      callers.shutdownNow();
    }
  }

  private static void assertThatVectorOrRefusal(Future<float[]> run, float[] golden)
      throws InterruptedException {
    try {
      assertThat(Closeness.of(run.get(), golden)).matches(Closeness::holds);
    } catch (ExecutionException e) {
      assertThat(e).hasRootCauseMessage("The model is closed");
    }
  }

  private static List<Text> texts(String model) {
    List<Text> texts = new ArrayList<>();
    for (JsonElement row : Goldens.goldens(model).getAsJsonArray("texts")) {
      JsonObject text = row.getAsJsonObject();
      texts.add(
          new Text(
              withoutPadding(Goldens.ids(text.get("ids"))), Goldens.floats(text.get("embedding"))));
    }
    return texts;
  }

  private static @Nullable JsonElement pixels(JsonObject image) {
    if (!image.has("routes")) {
      return null;
    }
    JsonObject route = image.getAsJsonObject("routes").getAsJsonObject("pil");
    return route.has("pixels") ? route.getAsJsonObject("pixels").get("npy") : null;
  }

  private static float[] behindBlack(float[] pixels) {
    float[] both = new float[2 * pixels.length];
    System.arraycopy(pixels, 0, both, pixels.length, pixels.length);
    return both;
  }

  private static int[] withoutPadding(int[] ids) {
    int end = ids.length;
    while (end > 1 && ids[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(ids, end);
  }

  private static Checkpoint checkpoint(String model) {
    return Checkpoint.open(
        new ModelDirectory(model, Goldens.model(model)),
        Goldens.SENTENCE_TRANSFORMERS.contains(model)
            ? ModelHandler.SENTENCE_TRANSFORMERS
            : ModelHandler.OPEN_CLIP);
  }
}
