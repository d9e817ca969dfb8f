package dev.imagespace;

import static dev.imagespace.SuperlinkedGoldens.assertClose;
import static dev.imagespace.SuperlinkedGoldens.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.testing.Goldens;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuperlinkedQueryTests {
  private static final ImageSpace SPACE = SuperlinkedGoldens.sentenceTransformers();
  private static final JsonObject GOLDENS = SuperlinkedGoldens.json("described_space");

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  /** The queries of one picture clause and one text clause, "im" and "tx" with their weights. */
  static Stream<String> parameterized() {
    return GOLDENS.getAsJsonObject("Q_described").entrySet().stream()
        .filter(query -> query.getValue().getAsJsonObject().has("params"))
        .filter(query -> query.getValue().getAsJsonObject().has("result"))
        .map(Map.Entry::getKey)
        // Its picture was handed over decoded; it is the one of image_path.
        .filter(name -> !name.equals("image_pil"));
  }

  @ParameterizedTest
  @MethodSource("parameterized")
  void vectorAndScoresAreSuperlinkeds(String name) {
    JsonObject parameters = query(name).getAsJsonObject("params");
    assertFound(
        name,
        SPACE
            .query()
            .similar(
                SPACE.image(),
                SuperlinkedGoldens.seenOf(parameters, "im"),
                weight(parameters, "iw"))
            .similar(
                SPACE.description(),
                SuperlinkedGoldens.text(parameters, "tx"),
                weight(parameters, "tw")));
  }

  @Test
  void oneImageForAndAgainstCancels() {
    assertFound(
        "same_image_pos_neg",
        SPACE
            .query()
            .similar(SPACE.image(), seen("blue-square.png"), 1)
            .similar(SPACE.image(), seen("blue-square.png"), -1));
  }

  @Test
  void storedVectorFindsItself() {
    assertFound("with_vector", SPACE.query().withVector(stored("red-circle"), 1));
    assertFound("with_vector_mapping", SPACE.query().withVector(stored("red-circle"), 2));
    assertFound("with_vector_w0", SPACE.query().withVector(stored("red-circle"), 0));
  }

  @Test
  void storedVectorJoinsAText() {
    assertFound(
        "with_vector_plus_text",
        SPACE
            .query()
            .withVector(stored("red-circle"), 1)
            .similar(SPACE.description(), "blue square", 1));
  }

  @Test
  void openClipQueryIsSuperlinkeds() {
    JsonObject golden = SuperlinkedGoldens.json("open_clip");
    try (ImageSpace space = SuperlinkedGoldens.openClip()) {
      float[] vector =
          space
              .query()
              .similar(space.image(), seen("blue-square.png"), 1)
              .similar(space.description(), "red circle", 0.5)
              .embed();
      assertScores(vector, golden.getAsJsonObject("query"), golden.getAsJsonObject("vectors"));
    }
  }

  private static void assertFound(String name, ImageSpaceQuery query) {
    JsonObject described = GOLDENS.getAsJsonObject("B_described");
    JsonObject stored = new JsonObject();
    described
        .getAsJsonObject("records")
        .entrySet()
        .forEach(
            entry -> stored.add(entry.getKey(), entry.getValue().getAsJsonObject().get("vector")));
    // The record that lost its picture, then its description.
    stored.add("upd", described.getAsJsonObject("update").get("then_neither"));
    assertScores(query.embed(), query(name).getAsJsonObject("result"), stored);
  }

  private static void assertScores(float[] vector, JsonObject result, JsonObject stored) {
    assertClose(vector, result.get("search_vector"));
    for (JsonElement element : result.getAsJsonArray("entries")) {
      JsonObject entry = element.getAsJsonObject();
      String id = entry.get("id").getAsString();
      assertThat(SuperlinkedGoldens.dot(vector, Goldens.floats(stored.get(id))))
          .as("score of %s", id)
          .isEqualTo(entry.get("score").getAsDouble(), within(SuperlinkedGoldens.TOLERANCE));
    }
  }

  private static JsonObject query(String name) {
    return GOLDENS.getAsJsonObject("Q_described").getAsJsonObject(name);
  }

  private static double weight(JsonObject parameters, String key) {
    JsonElement weight = parameters.get(key);
    return weight == null ? 1 : weight.getAsDouble();
  }

  private static float[] stored(String id) {
    return Goldens.floats(
        GOLDENS
            .getAsJsonObject("B_described")
            .getAsJsonObject("records")
            .getAsJsonObject(id)
            .get("vector"));
  }
}
