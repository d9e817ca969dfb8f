package dev.imagespace.autoconfigure;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The vectors that superlinked gave, and the files that it read. */
final class Goldens {
  private static final Path ROOT = Path.of(System.getProperty("imagespace.golden", "golden"));

  private Goldens() {}

  static Path file(String name) {
    return ROOT.resolve(name).toAbsolutePath();
  }

  /** An element of a golden of superlinked, by the names of the members that lead to it. */
  static float[] vector(String golden, String... members) {
    try {
      JsonElement element =
          JsonParser.parseString(Files.readString(file("superlinked/" + golden + ".json")));
      for (String member : members) {
        element = element.getAsJsonObject().get(member);
      }
      return unit(element.getAsJsonArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] unit(JsonArray numbers) {
    double[] values = numbers.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] / Math.sqrt(squares));
    }
    return unit;
  }
}
