package dev.imagespace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.CaseCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object of every configuration file is closed: all keys in it are read, or known to change
 * no vector, as the checkpoint opens; and any further key is refused by name.
 */
class ConfigurationKeysTests {
  private static final String FURTHER = "a_key_of_tomorrow";

  /** Objects whose keys are names that somebody chose, or tokens. */
  private static final Set<String> OPEN =
      Set.of("prompts", "__version__", "added_tokens_decoder", "extra_special_tokens");

  private final Path directory;

  ConfigurationKeysTests(@TempDir Path directory) {
    this.directory = directory;
  }

  static List<CaseCheckpoint> cases() {
    return CaseCheckpoint.all().stream()
        .filter(found -> found.handler() == ModelHandler.SENTENCE_TRANSFORMERS)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFurtherKeyInAnyObjectOfAnyFileIsRefusedByName(CaseCheckpoint checkpoint)
      throws IOException {
    checkpoint.write(directory);
    int objects = 0;
    for (Map.Entry<String, JsonElement> file : checkpoint.files().entrySet()) {
      if (isUnread(file.getKey(), checkpoint)) {
        continue;
      }
      Path path = directory.resolve(file.getKey());
      String original = Files.readString(path);
      JsonElement root = JsonParser.parseString(original);
      for (JsonObject object : objects(root)) {
        object.addProperty(FURTHER, 1);
        Files.writeString(path, root.toString());
        assertThatThrownBy(this::open)
            .as(root.toString())
            .isInstanceOf(InvalidCheckpointException.class)
            .hasMessageContaining(path.getFileName().toString());
        object.remove(FURTHER);
        objects++;
      }
      Files.writeString(path, original);
    }
    assertThat(objects).isGreaterThanOrEqualTo(5);
    open().tokenizer().close();
  }

  /** Of two files for one purpose, the newer counts alone; token names are free. */
  private static boolean isUnread(String file, CaseCheckpoint checkpoint) {
    boolean overruled =
        checkpoint.files().get("processor_config.json") instanceof JsonObject processor
            && processor.has("image_processor");
    return file.endsWith("added_tokens.json")
        || (file.equals("preprocessor_config.json") && overruled);
  }

  private static List<JsonObject> objects(JsonElement element) {
    List<JsonObject> objects = new ArrayList<>();
    if (element instanceof JsonArray list) {
      list.forEach(inner -> objects.addAll(objects(inner)));
    } else if (element instanceof JsonObject object) {
      objects.add(object);
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        String key = entry.getKey();
        boolean overruled =
            object.get(key + "_dict") instanceof JsonObject
                || (key.equals("crop_size") && !crops(object))
                || key.endsWith("_token");
        if (!overruled && !OPEN.contains(key)) {
          objects.addAll(objects(entry.getValue()));
        }
      }
    }
    return objects;
  }

  private static boolean crops(JsonObject processor) {
    JsonElement crop = processor.get("do_center_crop");
    return crop == null || crop.getAsBoolean();
  }

  private Checkpoint open() {
    return Checkpoint.open(
        new ModelDirectory("case", directory), ModelHandler.SENTENCE_TRANSFORMERS);
  }
}
