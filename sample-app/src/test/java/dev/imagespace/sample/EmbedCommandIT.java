package dev.imagespace.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON lines in, JSON lines out, on the golden checkpoints. */
class EmbedCommandIT {
  private static final Path GOLDEN = Path.of(System.getProperty("imagespace.golden"));
  private static final JsonMapper JSON = new JsonMapper();

  private final Path data;

  EmbedCommandIT(@TempDir Path data) {
    this.data = data;
  }

  @ParameterizedTest
  @CsvSource({
    "st-tiny-vit, SENTENCE_TRANSFORMERS, pil_backend",
    "openclip-tiny-rn, OPEN_CLIP, pil",
  })
  void aCallerMayWaitForEachAnswer(String model, String handler, String route) throws Exception {
    JsonNode golden = JSON.readTree(Files.readString(GOLDEN.resolve("goldens/" + model + ".json")));
    JsonNode text = golden.get("texts").get(0);
    JsonNode picture = golden.get("images").get("rgb_odd.png").get("routes").get(route);
    String file = JSON.writeValueAsString(GOLDEN.resolve("images/rgb_odd.png").toString());
    try (RunningJar jar =
        new RunningJar(
            data,
            "embed",
            "--raw",
            "--imagespace.image.policy=reference",
            "--imagespace.model-handler=" + handler,
            "--imagespace.model=" + GOLDEN.resolve("models/" + model))) {
      jar.say(
          "{\"id\":\"t\",\"text\":" + JSON.writeValueAsString(text.get("text").asString()) + "}");
      assertClose(jar.answer(), "\"t\"", text.get("embedding"));
      JsonNode empty = withText(golden.get("texts"), "");
      jar.say("{\"id\":0,\"text\":\"\"}");
      assertClose(jar.answer(), "0", empty.get("embedding"));
      jar.say("not JSON");
      assertThat(jar.answer().get("error").asString()).contains("not valid JSON");
      jar.say("{\"id\":[7],\"image\":" + file + "}");
      assertClose(jar.answer(), "[7]", picture.get("embedding"));
      jar.say("{\"id\":8,\"image\":\"missing.png\"}");
      assertThat(jar.answer().toString()).contains("\"id\":8", "missing.png");

      assertThat(jar.rest()).isEmpty();
      assertThat(jar.exitCode()).isZero();
    }
  }

  @Test
  void manyLinesAreAnsweredInOrder() throws Exception {
    try (RunningJar jar = new RunningJar(data, "embed")) {
      for (int i = 0; i < 100; i++) {
        jar.say(
            i % 7 == 3 ? "{\"id\":" + i + "}" : "{\"id\":" + i + ",\"text\":\"number " + i + "\"}");
      }
      List<String> ids = new ArrayList<>();
      for (String line : jar.rest()) {
        JsonNode answer = JSON.readTree(line);
        int id = answer.get("id").asInt();
        ids.add(String.valueOf(id));
        assertThat(answer.has(id % 7 == 3 ? "error" : "vector")).isTrue();
      }
      assertThat(ids)
          .hasSize(100)
          .isSortedAccordingTo((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
      assertThat(jar.exitCode()).isZero();
    }
  }

  private static JsonNode withText(JsonNode texts, String text) {
    for (JsonNode row : texts) {
      if (row.get("text").asString().equals(text)) {
        return row;
      }
    }
    throw new AssertionError("no golden of '" + text + "'");
  }

  private static void assertClose(JsonNode answer, String id, JsonNode golden) {
    assertThat(answer.get("id").toString()).isEqualTo(id);
    JsonNode vector = answer.get("vector");
    assertThat(vector.size()).isEqualTo(golden.size());
    double largest = 0;
    for (JsonNode value : golden) {
      largest = Math.max(largest, Math.abs(value.asDouble()));
    }
    for (int i = 0; i < golden.size(); i++) {
      assertThat(vector.get(i).asDouble())
          .isCloseTo(golden.get(i).asDouble(), Offset.offset(5e-5 * largest));
    }
  }
}
