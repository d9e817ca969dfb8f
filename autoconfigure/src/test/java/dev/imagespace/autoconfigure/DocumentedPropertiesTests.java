package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guide says of properties is what an application can set. */
class DocumentedPropertiesTests {
  private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

  /** Not what is set for the JVM by -D, the sample's own, and names of loggers and meters. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<!-D|dev\\.|health\\.|info\\.|spaces\\.front\\.)\\bimagespace\\.(?!sample\\.|spaces\\.|modle)[a-z0-9-]+(\\.[a-z0-9-]+)*");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(imagespace\\.[a-z0-9.-]+)` \\| ([^|]*) \\|");

  private final Map<String, String> defaults = new HashMap<>();

  DocumentedPropertiesTests() throws IOException {
    try (InputStream in = ImageSpaceProperties.class.getResourceAsStream(METADATA)) {
      JsonElement metadata =
          JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (JsonElement each : metadata.getAsJsonObject().getAsJsonArray("properties")) {
        JsonObject property = each.getAsJsonObject();
        JsonElement value = property.get("defaultValue");
        boolean told = value != null && value.isJsonPrimitive();
        defaults.put(property.get("name").getAsString(), told ? value.getAsString() : "");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/guide/containers.md",
        "docs/guide/models.md",
        "docs/guide/operations.md",
        "docs/guide/performance.md",
        "docs/guide/pictures.md",
        "docs/guide/spring.md",
        "docs/guide/troubleshooting.md",
        "docs/guide/security.md"
      })
  void everyPropertyThatIsNamedIsOne(String page) throws IOException {
    List<String> named = NAME.matcher(read(page)).results().map(MatchResult::group).toList();
    assertThat(named).isNotEmpty().allMatch(this::isPropertyOrGroup, "a property");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"docs/guide/operations.md", "docs/guide/performance.md", "docs/guide/security.md"})
  void everyDefaultOfATableIsThatOfTheProperty(String page) throws IOException {
    Map<String, String> told = new TreeMap<>();
    Map<String, String> right = new TreeMap<>();
    ROW.matcher(read(page))
        .results()
        .filter(row -> !defaults.getOrDefault(row.group(1), "").isEmpty())
        .forEach(
            row -> {
              told.put(row.group(1), row.group(2).replace("`", ""));
              right.put(row.group(1), defaults.get(row.group(1)));
            });
    assertThat(told).isNotEmpty().isEqualTo(right);
  }

  private boolean isPropertyOrGroup(String name) {
    if (Arrays.stream(ImageSpaceMeterDocumentation.values())
        .anyMatch(meter -> meter.getName().equals(name))) {
      return true;
    }
    return defaults.keySet().stream().anyMatch(p -> p.equals(name) || p.startsWith(name + "."));
  }

  private static String read(String page) throws IOException {
    return Files.readString(Goldens.file("../" + page));
  }
}
