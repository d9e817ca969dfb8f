package dev.imagespace.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.imagespace.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file of a checkpoint, or an object in one. Every error names the file and the
 * key. Immutable.
 */
final class JsonConfig {
  private final Path file;
  private final String path;
  private final JsonObject object;

  private JsonConfig(Path file, String path, JsonObject object) {
    this.file = file;
    this.path = path;
    this.object = object;
  }

  static JsonConfig read(Path file) {
    JsonElement root = parse(file);
    if (!root.isJsonObject()) {
      throw new InvalidCheckpointException("%s is not a JSON object".formatted(file));
    }
    return new JsonConfig(file, "", root.getAsJsonObject());
  }

  /** A file that is a list of objects. */
  static List<JsonConfig> readList(Path file) {
    JsonElement root = parse(file);
    List<JsonConfig> list = new ArrayList<>();
    if (root.isJsonArray()) {
      for (JsonElement element : root.getAsJsonArray()) {
        if (element.isJsonObject()) {
          list.add(new JsonConfig(file, "[" + list.size() + "].", element.getAsJsonObject()));
        }
      }
    }
    if (list.isEmpty()) {
      throw new InvalidCheckpointException("%s is not a list of JSON objects".formatted(file));
    }
    return list;
  }

  private static JsonElement parse(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return JsonParser.parseReader(reader);
    } catch (JsonParseException e) {
      throw new InvalidCheckpointException(
          "%s is not valid JSON, or was cut short. Download it again.".formatted(file), e);
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          "%s is missing or cannot be read. Download the model completely, or check the permissions."
              .formatted(file),
          e);
    }
  }

  boolean has(String key) {
    JsonElement value = object.get(key);
    return value != null && !value.isJsonNull();
  }

  boolean hasObject(String key) {
    return has(key) && object.get(key).isJsonObject();
  }

  JsonConfig object(String key) {
    return new JsonConfig(
        file, path + key + ".", required(key, "an object", JsonElement::getAsJsonObject));
  }

  int integer(String key) {
    return required(key, "a whole number", value -> value.getAsBigDecimal().intValueExact());
  }

  int integer(String key, int absent) {
    return has(key) ? integer(key) : absent;
  }

  double number(String key, double absent) {
    return has(key) ? required(key, "a number", JsonElement::getAsDouble) : absent;
  }

  boolean flag(String key, boolean absent) {
    return has(key) ? required(key, "true or false", JsonConfig::strictBoolean) : absent;
  }

  /** Gson takes everything that is not "true" for false, and Python most of it for true. */
  private static boolean strictBoolean(JsonElement value) {
    if (!value.getAsJsonPrimitive().isBoolean()) {
      throw new IllegalStateException("not a boolean");
    }
    return value.getAsBoolean();
  }

  String text(String key, String absent) {
    String value = text(key);
    return value == null ? absent : value;
  }

  @Nullable String text(String key) {
    return has(key) ? required(key, "a text", JsonElement::getAsString) : null;
  }

  boolean isList(String key) {
    return has(key) && object.get(key).isJsonArray();
  }

  <T> List<T> list(String key, Function<JsonElement, T> element) {
    return required(
        key, "a list", value -> value.getAsJsonArray().asList().stream().map(element).toList());
  }

  /** A value as it stands in the file, for a comparison or a message. */
  String raw(String key) {
    return String.valueOf(object.get(key));
  }

  /**
   * Refuses every key whose value changes the network in a way that is not supported: a key that is
   * neither read nor among the given, or one of these with another value than its default.
   *
   * @param defaults key to the values, as JSON, that change nothing; an empty set where all do
   */
  void requireDefaults(Set<String> read, Map<String, Set<String>> defaults) {
    for (String key : object.keySet()) {
      Set<String> neutral = defaults.get(key);
      boolean unchanged = neutral != null && (neutral.isEmpty() || neutral.contains(raw(key)));
      if (has(key) && !read.contains(key) && !unchanged) {
        throw invalid(key, "is not supported, and would make other vectors than the original");
      }
    }
  }

  InvalidCheckpointException invalid(String key, String what) {
    return new InvalidCheckpointException(
        "'%s%s' = %s in %s %s".formatted(path, key, raw(key), file, what));
  }

  private <T> T required(String key, String kind, Function<JsonElement, T> read) {
    if (!has(key)) {
      throw new InvalidCheckpointException(
          "%s has no '%s%s', which must be %s".formatted(file, path, key, kind));
    }
    try {
      return read.apply(object.get(key));
    } catch (IllegalStateException
        | ArithmeticException
        | NumberFormatException
        | UnsupportedOperationException e) {
      throw invalid(key, "must be " + kind);
    }
  }
}
