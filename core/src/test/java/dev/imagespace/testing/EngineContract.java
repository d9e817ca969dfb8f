package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.ImageTower;
import dev.imagespace.tower.TextTower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every engine is held to: the networks alone, from the goldens' own token ids and pixels to
 * the goldens' raw vectors, on all processors and on one, from several threads, after a release,
 * and while it is closed.
 */
public abstract class EngineContract {
  private static final String TEXTS = "openclip-tiny-vit";

  /** A text's ids and its golden vector. */
  private record Text(int[] ids, float[] golden) {}

  protected abstract EngineProvider provider();

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

  private Engine open() {
    return provider().create(Execution.builder().threads(1).build());
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
