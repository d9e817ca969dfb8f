package dev.imagespace.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.testing.Goldens;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The header of a checkpoint as OpenCLIP would write it at the published size, without how many
 * batches a norm was trained on; no numbers.
 */
record PublishedShapes(String architecture, Map<String, StoredTensor> tensors)
    implements TensorSource {
  private static final StoredFile NOWHERE = StoredFile.arriving(Path.of("nowhere"));
  private static final Pattern RANGE = Pattern.compile("(.*)\\.\\.(.*) \\((\\d+)\\)");
  private static final JsonObject ALL =
      Goldens.json("openclip/published_shapes.json").getAsJsonObject("models");

  static PublishedShapes of(String architecture) {
    JsonObject model = ALL.getAsJsonObject(architecture.replace("-quickgelu", ""));
    Map<String, StoredTensor> tensors = new TreeMap<>();
    for (JsonElement key : model.getAsJsonArray("keys")) {
      String pattern = key.getAsJsonArray().get(0).getAsString();
      if (pattern.endsWith(".num_batches_tracked")) {
        continue;
      }
      List<Long> shape = stream(key.getAsJsonArray().get(1)).map(JsonElement::getAsLong).toList();
      for (String numbers : numbers(key.getAsJsonArray().get(2))) {
        String name = filled(pattern, numbers);
        tensors.put(name, new StoredTensor(name, StoredType.F32, shape, NOWHERE, 0));
      }
    }
    return new PublishedShapes(architecture, tensors);
  }

  /** In the whole state dict, one for each batch norm's count of batches. */
  static long numbers(String architecture) {
    return ALL.getAsJsonObject(architecture.replace("-quickgelu", ""))
        .get("parameters")
        .getAsLong();
  }

  private static Stream<JsonElement> stream(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
  }

  private static List<String> numbers(JsonElement numbers) {
    if (numbers.isJsonNull()) {
      return List.of("");
    }
    if (numbers.isJsonArray()) {
      return stream(numbers).map(JsonElement::getAsString).toList();
    }
    Matcher range = RANGE.matcher(numbers.getAsString());
    if (!range.matches()) {
      throw new IllegalArgumentException(numbers.getAsString());
    }
    return between(
        range.group(1).split("\\.", -1),
        range.group(2).split("\\.", -1),
        Integer.parseInt(range.group(3)));
  }

  /** Only one of the numbers counts. */
  private static List<String> between(String[] first, String[] last, int count) {
    int counting =
        IntStream.range(0, first.length)
            .filter(i -> !first[i].equals(last[i]))
            .findFirst()
            .orElse(0);
    int from = Integer.parseInt(first[counting]);
    return IntStream.range(from, from + count)
        .mapToObj(
            number -> {
              String[] numbers = first.clone();
              numbers[counting] = String.valueOf(number);
              return String.join(".", numbers);
            })
        .toList();
  }

  private static String filled(String pattern, String numbers) {
    String name = pattern;
    for (String number : numbers.split("\\.", -1)) {
      name = name.replaceFirst("#", number);
    }
    return name;
  }

  @Override
  public ByteBuffer read(StoredTensor tensor) {
    throw new AssertionError("a published network is built, and not run");
  }

  @Override
  public String describe() {
    return architecture;
  }
}
