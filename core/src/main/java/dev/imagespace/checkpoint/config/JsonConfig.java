package dev.imagespace.checkpoint.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.imagespace.bounds.GitLfs;
import dev.imagespace.bounds.HeapShare;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file of a checkpoint, or an object in one. Every error names the file and the
 * key. It remembers what it was asked for, so that {@link #requireKnown} finds what nobody read.
 * Not thread-safe.
 */
public final class JsonConfig {
  /** A parsed number takes some fifty times its two characters. */
  private static final long MAX_BYTES = HeapShare.of(256, 4 << 20);

  private static final String WHOLE = "a whole number";

  private final Path file;
  private final String path;
  private final JsonObject object;

  /** The keys that were asked for, of each object of the file. */
  private final Map<JsonObject, Set<String>> asked;

  private JsonConfig(
      Path file, String path, JsonObject object, Map<JsonObject, Set<String>> asked) {
    this.file = file;
    this.path = path;
    this.object = object;
    this.asked = asked;
  }

  private static JsonConfig of(Path file, String path, JsonObject object) {
    return new JsonConfig(file, path, object, new IdentityHashMap<>());
  }

  public static JsonConfig read(Path file) {
    JsonElement root = parse(file);
    if (!root.isJsonObject()) {
      throw new InvalidCheckpointException("%s is not a JSON object".formatted(file));
    }
    return of(file, "", root.getAsJsonObject());
  }

  /** A table of this library, beside a class. */
  public static JsonConfig resource(Class<?> beside, String name) {
    try (InputStream stream = Objects.requireNonNull(beside.getResourceAsStream(name), name);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return of(Path.of(name), "", JsonParser.parseReader(reader).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that is a list of objects. */
  public static List<JsonConfig> readList(Path file) {
    JsonElement root = parse(file);
    List<JsonConfig> list = new ArrayList<>();
    if (root.isJsonArray()) {
      for (JsonElement element : root.getAsJsonArray()) {
        if (!element.isJsonObject()) {
          throw new InvalidCheckpointException(
              "%s has at [%d] something else than a JSON object".formatted(file, list.size()));
        }
        list.add(of(file, "[" + list.size() + "].", element.getAsJsonObject()));
      }
    }
    if (list.isEmpty()) {
      throw new InvalidCheckpointException("%s is not a list of JSON objects".formatted(file));
    }
    return list;
  }

  /** This one where every value of another takes the place of its own; the other names the file. */
  public JsonConfig replacedBy(JsonConfig other) {
    JsonObject both = object.deepCopy();
    other.object.entrySet().forEach(entry -> both.add(entry.getKey(), entry.getValue()));
    return of(other.file, other.path, both);
  }

  /** As Python reads it: of a key that is there twice, the last value counts. */
  private static JsonElement parse(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "%s has %,d bytes; a configuration may have %,d: a 256th of the heap, which -Xmx sets."
                .formatted(file, Files.size(file), MAX_BYTES));
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        return JsonParser.parseReader(reader);
      }
    } catch (JsonParseException | CharacterCodingException e) {
      throw new InvalidCheckpointException(
          "%s is not valid JSON, or was cut short: %s. Put the original in its place."
              .formatted(file, GitLfs.isPointer(file) ? GitLfs.WHAT : "it cannot be parsed"),
          e);
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          "%s is missing or cannot be read. Put it there, or check the permissions."
              .formatted(file),
          e);
    }
  }

  public boolean has(String key) {
    JsonElement value = object.get(key);
    return value != null && !value.isJsonNull();
  }

  /** Whether the key is there and says nothing, which Python takes for another than its absence. */
  public boolean isNull(String key) {
    JsonElement value = object.get(key);
    return value != null && value.isJsonNull();
  }

  public boolean hasObject(String key) {
    return has(key) && object.get(key).isJsonObject();
  }

  /** The names of all objects in this one. */
  public Set<String> objects() {
    return object.keySet().stream()
        .filter(this::hasObject)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public JsonConfig object(String key) {
    return new JsonConfig(
        file, path + key + ".", required(key, "an object", JsonElement::getAsJsonObject), asked);
  }

  /** The object, or an empty one where there is none: all in it is by default. */
  public JsonConfig objectOrEmpty(String key) {
    return has(key) ? object(key) : new JsonConfig(file, path + key + ".", new JsonObject(), asked);
  }

  /** The file that is there, or an empty object: all in it is by default. */
  public static JsonConfig readOrEmpty(Path file) {
    return Files.isRegularFile(file) ? read(file) : of(file, "", new JsonObject());
  }

  /** A size of the network: from 1 to what the weights beside it can hold. */
  public int size(String key, long most) {
    return within(key, required(key, WHOLE, JsonValues::whole), 1, most);
  }

  public int size(String key, int absent, long most) {
    return has(key) ? size(key, most) : absent;
  }

  /** A whole number in bounds, both included. */
  public int integer(String key, int absent, int least, int most) {
    return has(key) ? within(key, required(key, WHOLE, JsonValues::whole), least, most) : absent;
  }

  /** Attention heads, among which a width is divided. */
  public int heads(String key, int absent, int width) {
    int heads = size(key, absent, Math.max(width, absent));
    if (width % heads != 0) {
      throw invalid(key, "does not divide a width of %d".formatted(width));
    }
    return heads;
  }

  /** A width by its ratio to another; the fraction is cut. */
  public int multiple(String key, double absent, int width, long most) {
    return (int) (width * number(key, absent, 0, (double) most));
  }

  /** What layer norms add to a variance: beside a large one, no input would count any more. */
  public double epsilon(String key, double absent) {
    return number(key, absent, 1e-30, 0.01);
  }

  private int within(String key, int value, long least, long most) {
    if (value < least || value > most) {
      throw invalid(key, "must be %,d to %,d".formatted(least, most));
    }
    return value;
  }

  /** A number in bounds, both included. */
  public double number(String key, double absent, double least, double most) {
    double value = has(key) ? required(key, "a number", JsonValues::finite) : absent;
    if (value < least || value > most) {
      throw invalid(key, "must be %s to %s".formatted(least, most));
    }
    return value;
  }

  public boolean flag(String key, boolean absent) {
    return has(key) ? required(key, "true or false", JsonValues::strictBoolean) : absent;
  }

  public String text(String key, String absent) {
    String value = text(key);
    return value == null ? absent : value;
  }

  public @Nullable String text(String key) {
    return has(key) ? required(key, "a text", JsonValues::strictText) : null;
  }

  public boolean isList(String key) {
    return has(key) && object.get(key).isJsonArray();
  }

  /** So many sizes, each from 1 to the given. */
  public List<Integer> sizes(String key, int count, long most) {
    String kind = "%d whole numbers of 1 to %,d".formatted(count, most);
    List<Integer> sizes = list(key, count, kind, JsonValues::whole);
    sizes.forEach(size -> within(key, size, 1, most));
    return sizes;
  }

  /** One size or more, each from 1 to the given. */
  public List<Integer> sizes(String key, long most) {
    String kind = "whole numbers of 1 to %,d".formatted(most);
    JsonArray array = required(key, kind, JsonElement::getAsJsonArray);
    return sizes(key, Math.max(array.size(), 1), most);
  }

  /** As many true and false. */
  public List<Boolean> flags(String key, int count) {
    return list(key, count, count + " of true and false", JsonValues::strictBoolean);
  }

  /** As many texts. */
  public List<String> texts(String key, int count) {
    return list(key, count, count + " texts", JsonValues::strictText);
  }

  /** As many numbers. */
  public List<Double> numbers(String key, int count) {
    return list(key, count, count + " numbers", JsonValues::finite);
  }

  /** Height and width of a picture, pixels; where the file has one alone, it is both. */
  public List<Integer> sides(String key, int absent) {
    if (isList(key)) {
      return sizes(key, 2, InputLimits.MOST_PIXELS_OF_A_SIDE);
    }
    int side = size(key, absent, InputLimits.MOST_PIXELS_OF_A_SIDE);
    return List.of(side, side);
  }

  /** Of red, green and blue; OpenAI's where the file names none. */
  public List<Float> means(String key) {
    return means(key, OpenAiDataset.MEAN);
  }

  public List<Float> means(String key, List<Float> absent) {
    return colours(key, absent, -PreprocessConfig.LARGEST_MEAN, PreprocessConfig.LARGEST_MEAN);
  }

  /** The same for standard deviations. */
  public List<Float> deviations(String key) {
    return deviations(key, OpenAiDataset.STD);
  }

  public List<Float> deviations(String key, List<Float> absent) {
    return colours(key, absent, PreprocessConfig.SMALLEST_STD, PreprocessConfig.LARGEST_STD);
  }

  /** One for each colour, in bounds; where the file has one alone, it is of all. */
  private List<Float> colours(String key, List<Float> absent, double least, double most) {
    if (!has(key)) {
      return absent;
    }
    if (!isList(key)) {
      float value = (float) number(key, least, least, most);
      return List.of(value, value, value);
    }
    String kind = "three numbers of %s to %s".formatted((float) least, (float) most);
    List<Double> exact = list(key, 3, kind, JsonValues::finite);
    if (exact.stream().anyMatch(value -> value < least || value > most)) {
      throw invalid(key, "must be " + kind);
    }
    // Rounded from the text, not from a double: once.
    return list(key, 3, kind, JsonElement::getAsFloat);
  }

  private <T> List<T> list(String key, int count, String kind, Function<JsonElement, T> element) {
    List<T> list =
        required(
            key, kind, value -> value.getAsJsonArray().asList().stream().map(element).toList());
    if (list.size() != count) {
      throw invalid(key, "must be " + kind);
    }
    return list;
  }

  /** A value as it stands in the file, for a comparison or a message. */
  public String raw(String key) {
    return String.valueOf(object.get(key));
  }

  /**
   * Refuses every key whose value changes the network in a way that is not supported: a key that is
   * neither read nor among the given, or one of these with another value than its default.
   *
   * @param defaults key to the values, as JSON, that change nothing; an empty set where all do
   */
  public void requireDefaults(Set<String> read, Map<String, Set<String>> defaults) {
    for (String key : object.keySet()) {
      Set<String> neutral = defaults.get(key);
      boolean unchanged = neutral != null && (neutral.isEmpty() || neutral.contains(raw(key)));
      if (has(key) && !read.contains(key) && !unchanged) {
        throw invalid(key, "is not supported, and would make other vectors than the original");
      }
    }
  }

  /**
   * Refuses every key that nobody asked for, unless it is known to change no vector.
   *
   * @param neutral those, or those of their values
   */
  public void requireKnown(NeutralKeys neutral) {
    Set<String> read = asked.getOrDefault(object, Set.of());
    for (String key : object.keySet()) {
      if (has(key) && !read.contains(key) && !neutral.allow(key, object.get(key))) {
        throw invalid(
            key,
            "is not supported, and may make other vectors than the original. Take it out if the original gives the same vectors without it, or use a checkpoint without it");
      }
    }
  }

  /** The names of its keys, of which each is read by name. */
  public Set<String> keys() {
    return object.keySet();
  }

  public InvalidCheckpointException invalid(String key, String what) {
    return new InvalidCheckpointException(
        "'%s' = %s in %s %s".formatted(Shown.of(path + key), Shown.of(raw(key)), file, what));
  }

  private <T> T required(String key, String kind, Function<JsonElement, T> read) {
    asked.computeIfAbsent(object, unread -> new HashSet<>()).add(key);
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
