package dev.imagespace.tower;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.djl.DjlEngineProvider;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The networks alone: from the goldens' own token ids and pixels to the goldens' raw vectors. */
class TowerGoldenTests {

  static Stream<String> models() {
    return Stream.of(Goldens.SENTENCE_TRANSFORMERS, Goldens.OPEN_CLIP, List.of("mini"))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("models")
  void tokenIdsBecomeTheGoldenVectorsAloneAndInABatch(String model) {
    List<int[]> ids = new ArrayList<>();
    List<float[]> goldens = new ArrayList<>();
    for (JsonElement row : Goldens.goldens(model).getAsJsonArray("texts")) {
      ids.add(withoutPadding(Goldens.ids(row.getAsJsonObject().get("ids"))));
      goldens.add(Goldens.floats(row.getAsJsonObject().get("embedding")));
    }
    try (Engine engine = new DjlEngineProvider().create(Execution.defaults())) {
      TextTower tower = checkpoint(model).textTower();
      Program program = engine.prepare(tower, List::of);
      float[] together = program.run(tower.batch(ids));
      int size = together.length / ids.size();
      for (int i = 0; i < ids.size(); i++) {
        float[] alone = program.run(tower.batch(List.of(ids.get(i))));
        float[] row = Arrays.copyOfRange(together, i * size, (i + 1) * size);
        assertThat(Closeness.of(alone, goldens.get(i))).matches(Closeness::holds);
        assertThat(Closeness.of(row, goldens.get(i))).matches(Closeness::holds);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void pixelsBecomeTheGoldenVectors(String model) {
    JsonObject images = Goldens.goldens(model).getAsJsonObject("images");
    try (Engine engine = new DjlEngineProvider().create(Execution.defaults())) {
      ImageTower tower = checkpoint(model).imageTower();
      Program program = engine.prepare(tower, List::of);
      for (Map.Entry<String, JsonElement> image : images.entrySet()) {
        JsonElement pixels = pixels(image.getValue().getAsJsonObject());
        if (pixels != null) {
          float[] vector = program.run(tower.batch(Goldens.npy("goldens/" + pixels.getAsString())));
          JsonObject route = image.getValue().getAsJsonObject().getAsJsonObject("routes");
          float[] golden = Goldens.floats(route.getAsJsonObject("pil").get("embedding"));
          assertThat(Closeness.of(vector, golden)).as(image.getKey()).matches(Closeness::holds);
        }
      }
    }
  }

  private static @Nullable JsonElement pixels(JsonObject image) {
    if (!image.has("routes")) {
      return null;
    }
    JsonObject route = image.getAsJsonObject("routes").getAsJsonObject("pil");
    return route.has("pixels") ? route.getAsJsonObject("pixels").get("npy") : null;
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
