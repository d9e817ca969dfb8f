package dev.imagespace.checkpoint.openclip;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import dev.imagespace.testing.Goldens;
import dev.imagespace.tower.text.TextTower;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The text tower of every model that OpenCLIP publishes, of its true size: each takes the tensors
 * of the published shapes, all of them and no others. Nothing has values.
 */
class PublishedTextTowersTests {
  private static final JsonObject SHAPES =
      Goldens.json("openclip/published_shapes.json").getAsJsonObject("models");
  private static final JsonObject FAMILIES = Goldens.json("openclip/openclip_families.json");

  private final Path directory;

  PublishedTextTowersTests(@TempDir Path directory) {
    this.directory = directory;
  }

  static Stream<String> models() {
    return FAMILIES.getAsJsonObject("configs").keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyPublishedTextTowerTakesItsPublishedTensors(String model) throws IOException {
    Path file = directory.resolve("open_clip_config.json");
    JsonObject whole = new JsonObject();
    whole.add("model_cfg", FAMILIES.getAsJsonObject("configs").get(model));
    Files.writeString(file, whole.toString());
    JsonConfig config = JsonConfig.read(file);
    JsonConfig cfg = config.object("model_cfg");
    Weights weights =
        new Weights(new Shapes(model.replace("-quickgelu", "")), Weights.Naming.asIs());

    TextTower tower =
        OpenClipText.read(
                config,
                cfg.object("text_cfg"),
                new ModelDirectory(model, directory),
                weights.has("positional_embedding") ? weights : weights.in("text"),
                cfg.size("embed_dim", weights.largest()),
                cfg.flag("quick_gelu", false))
            .tower();

    weights.requireNoneLeft(name -> false);
    assertThat(tower.describe()).isNotBlank();
    assertThat(tower.configuration().toString()).contains("dimension=" + cfg.raw("embed_dim"));
  }

  @Test
  void everyPublishedPairIsOneOfThese() {
    List<String> models = models().toList();
    assertThat(FAMILIES.getAsJsonArray("rows"))
        .hasSize(196)
        .allMatch(row -> models.contains(row.getAsJsonObject().get("model").getAsString()));
  }

  /** The published tensors of a text tower. */
  private static final class Shapes implements TensorSource {
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    Shapes(String model) {
      for (JsonElement key : SHAPES.getAsJsonObject(model).getAsJsonArray("keys")) {
        String name = key.getAsJsonArray().get(0).getAsString();
        if (Stream.of("visual.", "logit_", "text_decoder.").noneMatch(name::startsWith)) {
          List<Long> shape = new ArrayList<>();
          key.getAsJsonArray().get(1).getAsJsonArray().forEach(size -> shape.add(size.getAsLong()));
          numbers(key.getAsJsonArray().get(2))
              .forEach(number -> add(name.replace("#", number), shape));
        }
      }
    }

    /** Of blocks: "0..11 (12)"; of few layers a list; of what is there once, none. */
    private static Stream<String> numbers(JsonElement range) {
      if (range.isJsonArray()) {
        return range.getAsJsonArray().asList().stream().map(JsonElement::getAsString);
      }
      if (range.isJsonNull()) {
        return Stream.of("");
      }
      String last = range.getAsString().replaceAll("0\\.\\.(\\d+) .*", "$1");
      return IntStream.rangeClosed(0, Integer.parseInt(last)).mapToObj(Integer::toString);
    }

    private void add(String name, List<Long> shape) {
      StoredFile nowhere = StoredFile.arriving(Path.of("published"));
      tensors.put(name, new StoredTensor(name, StoredType.F32, shape, nowhere, 0));
    }

    @Override
    public Map<String, StoredTensor> tensors() {
      return tensors;
    }

    @Override
    public ByteBuffer read(StoredTensor tensor) {
      throw new UnsupportedOperationException(tensor.name());
    }

    @Override
    public String describe() {
      return "published shapes";
    }
  }
}
