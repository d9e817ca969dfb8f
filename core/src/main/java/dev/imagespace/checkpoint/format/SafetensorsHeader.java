package dev.imagespace.checkpoint.format;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.imagespace.bounds.Shown;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON at the head of a safetensors file, read literally: what a lenient parser would repair (a
 * name given twice, a number in quotes) is a damaged or a hostile file here.
 */
final class SafetensorsHeader {
  private static final String METADATA = "__metadata__";

  /** Networks of pictures and texts have four. */
  private static final int MAX_AXES = 16;

  /** As written: nothing of it is checked against the file yet. */
  record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  private SafetensorsHeader() {}

  static List<Entry> parse(String json) throws MalformedFileException {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      List<Entry> entries = new ArrayList<>();
      Set<String> names = new HashSet<>();
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (!names.add(name)) {
          throw new MalformedFileException("the header names '%s' twice".formatted(Shown.of(name)));
        }
        if (name.equals(METADATA)) {
          reader.skipValue();
        } else {
          entries.add(entry(name, reader));
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedFileException("the header goes on after its closing brace");
      }
      return entries;
    } catch (IOException | IllegalStateException e) {
      throw new MalformedFileException(
          "the header is not the JSON it should be: " + TensorReads.firstLine(e));
    }
  }

  private static Entry entry(String name, JsonReader reader)
      throws IOException, MalformedFileException {
    @Nullable String dtype = null;
    @Nullable List<Long> shape = null;
    @Nullable List<Long> offsets = null;
    Set<String> fields = new HashSet<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String field = reader.nextName();
      if (!fields.add(field)) {
        throw new MalformedFileException(
            "tensor '%s' gives '%s' twice".formatted(Shown.of(name), Shown.of(field)));
      }
      switch (field) {
        case "dtype" -> dtype = reader.nextString();
        case "shape" -> shape = numbers(name, field, reader);
        case "data_offsets" -> offsets = numbers(name, field, reader);
        default ->
            throw new MalformedFileException(
                "tensor '%s' has the unknown field '%s'"
                    .formatted(Shown.of(name), Shown.of(field)));
      }
    }
    reader.endObject();
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new MalformedFileException(
          "tensor '%s' lacks a dtype, a shape or two data_offsets".formatted(Shown.of(name)));
    }
    return new Entry(name, dtype, shape, offsets.get(0), offsets.get(1));
  }

  private static List<Long> numbers(String tensor, String field, JsonReader reader)
      throws IOException, MalformedFileException {
    List<Long> numbers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      boolean number = reader.peek() == JsonToken.NUMBER;
      String text = reader.nextString();
      if (!number || !text.matches("[0-9]{1,18}")) {
        throw new MalformedFileException(
            "tensor '%s' has '%s' in its %s, which is not a natural number below 10^18"
                .formatted(Shown.of(tensor), Shown.of(text), field));
      }
      if (numbers.size() == MAX_AXES) {
        throw new MalformedFileException(
            "tensor '%s' has more than %d numbers in its %s"
                .formatted(Shown.of(tensor), MAX_AXES, field));
      }
      numbers.add(Long.valueOf(text));
    }
    reader.endArray();
    return List.copyOf(numbers);
  }
}
