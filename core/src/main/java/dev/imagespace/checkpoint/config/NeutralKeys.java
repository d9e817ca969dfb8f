package dev.imagespace.checkpoint.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The keys of one kind of configuration that change no vector, by the table {@code
 * neutral-keys.txt}, which says why of each. Immutable.
 *
 * @param values by key: those that change nothing; none where no value does
 */
public record NeutralKeys(Map<String, List<JsonElement>> values) {
  private static final String TABLE = "neutral-keys.txt";
  private static final Map<String, NeutralKeys> KINDS = read();

  /** Those of a kind of configuration, which the table must have. */
  public static NeutralKeys of(String kind) {
    return Objects.requireNonNull(KINDS.get(kind), kind);
  }

  /** Where every key decides. */
  public static NeutralKeys none() {
    return new NeutralKeys(Map.of());
  }

  boolean allow(String key, JsonElement value) {
    List<JsonElement> allowed = values.get(key);
    return allowed != null && (allowed.isEmpty() || allowed.contains(value));
  }

  private static Map<String, NeutralKeys> read() {
    Map<String, NeutralKeys> kinds = new LinkedHashMap<>();
    Map<String, List<JsonElement>> keys = new LinkedHashMap<>();
    for (String line : lines()) {
      if (line.startsWith("[")) {
        keys = new LinkedHashMap<>();
        String[] names = line.replaceAll("[\\[\\]]", "").split(" like ", -1);
        if (names.length > 1) {
          keys.putAll(Objects.requireNonNull(kinds.get(names[1])).values);
        }
        kinds.put(names[0], new NeutralKeys(keys));
      } else {
        String[] columns = line.split(" {2,}", 3);
        keys.put(columns[0], values(columns[1]));
      }
    }
    return kinds;
  }

  private static List<JsonElement> values(String column) {
    return column.equals("*")
        ? List.of()
        : Stream.of(column.split("\\|")).map(JsonParser::parseString).toList();
  }

  private static List<String> lines() {
    try (InputStream in = Objects.requireNonNull(NeutralKeys.class.getResourceAsStream(TABLE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
