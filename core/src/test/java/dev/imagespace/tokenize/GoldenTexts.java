package dev.imagespace.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** The ids that the Python peers give. */
public final class GoldenTexts {
  static final Path GOLDEN = Path.of(System.getProperty("imagespace.golden"));
  static final Path MODELS = GOLDEN.resolve("models");

  private GoldenTexts() {}

  public static List<JsonObject> rows() {
    return objects(json("tokenizer_goldens.json").getAsJsonArray("rows"));
  }

  static List<JsonObject> textsOf(String model) {
    return objects(json("goldens/" + model + ".json").getAsJsonArray("texts"));
  }

  private static List<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private static JsonObject json(String file) {
    try (Reader reader = Files.newBufferedReader(GOLDEN.resolve(file))) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row names its ids, or says that they are those of Hugging Face. */
  static int[] ids(JsonObject row, String kind) {
    JsonElement ids = row.get(kind);
    return ids(ids.isJsonArray() ? ids : row.get("hf_ids"));
  }

  /** Goldens of BERT and one of OpenCLIP's are padded with 0 behind their last real id. */
  static int[] ids(JsonElement array) {
    List<Integer> ids = new ArrayList<>();
    array.getAsJsonArray().forEach(id -> ids.add(id.getAsInt()));
    while (ids.get(ids.size() - 1) == 0) {
      ids.remove(ids.size() - 1);
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Every row of a kind; a difference is shown by row and text, all of them at once. */
  static void assertRows(TextTokenizer tokenizer, String kind) {
    assertRows(tokenizer, kind, List.of());
  }

  static void assertRows(TextTokenizer tokenizer, String kind, List<Integer> otherwise) {
    List<String> different = new ArrayList<>();
    for (JsonObject row : rows()) {
      int[] expected = ids(row, kind);
      int[] actual = tokenizer.encode(row.get("text").getAsString());
      if (!Arrays.equals(expected, actual) && !otherwise.contains(row.get("i").getAsInt())) {
        different.add(
            "%s: %s, not %s".formatted(row, Arrays.toString(actual), Arrays.toString(expected)));
      }
    }
    assertThat(different).isEmpty();
  }
}
