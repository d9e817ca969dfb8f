package dev.imagespace.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.format.Safetensors;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.LocalSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When which weights are in memory, by a golden model whose towers lie in files of their own. */
class TowerLifeTests {
  private static final String MODEL = "hf-plain-legacy-eos2";
  private static final String INDEX = "model.safetensors.index.json";
  private static final List<ImageSource> PICTURE =
      List.of(ImageSource.of(Goldens.image("rgb_odd.png")));

  private final Path directory;

  TowerLifeTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void towersInFilesOfTheirOwn() throws IOException {
    Path golden = Goldens.model(MODEL);
    try (Stream<Path> files = Files.list(golden)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
    Files.copy(golden.resolve("merges.txt"), directory.resolve("merges.txt"));
    Safetensors weights = Safetensors.open(golden.resolve(INDEX));
    JsonObject index = new JsonObject();
    writeShard(weights, "image", index);
    writeShard(weights, "text", index);
    JsonObject whole = new JsonObject();
    whole.add("weight_map", index);
    Files.writeString(directory.resolve(INDEX), whole.toString());
  }

  @Test
  void textsAreReadyWithoutTheWeightsOfTheImageTower() throws IOException {
    try (DualEncoder encoder = open()) {
      Files.delete(directory.resolve("image.safetensors"));

      JsonObject golden = Goldens.goldens(MODEL).getAsJsonArray("texts").get(0).getAsJsonObject();
      float[] vector =
          encoder
              .encodeTexts(List.of(golden.get("text").getAsString()))
              .get(0)
              .orElseThrow()
              .vector();
      JsonElement expected = golden.get("embedding");
      assertThat(Closeness.of(vector, Goldens.floats(expected))).matches(Closeness::holds);
      assertThat(encoder.loaded()).isEqualTo(Towers.TEXT);

      assertThatThrownBy(() -> encoder.encodeImages(PICTURE))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("image.safetensors");
    }
  }

  @Test
  void picturesAreReadyWithoutTheWeightsOfTheTextTower() throws IOException {
    try (DualEncoder encoder = open()) {
      Files.delete(directory.resolve("text.safetensors"));
      assertThat(encoder.encodeImages(PICTURE)).singleElement().isInstanceOf(Outcome.Success.class);
      assertThat(encoder.loaded()).isEqualTo(Towers.IMAGE);
    }
  }

  @Test
  void openingReadsNoWeights() {
    try (DualEncoder encoder = open()) {
      assertThat(encoder.loaded()).isEqualTo(Towers.NONE);
    }
  }

  @Test
  void warmUpReadsTheTowersThatAreAskedFor() {
    try (DualEncoder encoder = open()) {
      encoder.warmUp(Towers.NONE);
      assertThat(encoder.loaded()).isEqualTo(Towers.NONE);
      encoder.warmUp(Towers.IMAGE);
      assertThat(encoder.loaded()).isEqualTo(Towers.IMAGE);
      encoder.warmUp(Towers.BOTH);
      assertThat(encoder.loaded()).isEqualTo(Towers.BOTH);
    }
  }

  private DualEncoder open() {
    return DualEncoder.open(
        LocalSettings.of(
            directory.toString(), ModelHandler.SENTENCE_TRANSFORMERS, Execution.defaults()));
  }

  /** The image tower's tensors, or all others. */
  private void writeShard(Safetensors weights, String tower, JsonObject index) throws IOException {
    String file = tower + ".safetensors";
    JsonObject header = new JsonObject();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (StoredTensor tensor : weights.tensors().values()) {
      if (tensor.name().startsWith("vis") == tower.equals("image")) {
        ByteBuffer bytes = weights.read(tensor);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        header.add(tensor.name(), entry(tensor, data.size(), data.size() + copy.length));
        data.write(copy);
        index.addProperty(tensor.name(), file);
      }
    }
    byte[] json = header.toString().getBytes(UTF_8);
    Files.write(
        directory.resolve(file),
        ByteBuffer.allocate(8 + json.length + data.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .put(data.toByteArray())
            .array());
  }

  private static JsonObject entry(StoredTensor tensor, int begin, int end) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", tensor.type().name());
    entry.add("shape", numbers(tensor.shape()));
    entry.add("data_offsets", numbers(List.of((long) begin, (long) end)));
    return entry;
  }

  private static JsonArray numbers(List<Long> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
