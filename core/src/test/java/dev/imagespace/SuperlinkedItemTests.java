package dev.imagespace;

import static dev.imagespace.SuperlinkedGoldens.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SuperlinkedItemTests {
  private static final ImageSpace SPACE = SuperlinkedGoldens.sentenceTransformers();

  @AfterAll
  static void closeSpace() {
    SPACE.close();
  }

  static Stream<String> pictures() {
    return SuperlinkedGoldens.json("image_vectors").getAsJsonObject("images").entrySet().stream()
        .filter(image -> image.getValue().getAsJsonObject().get("superlinked_f32").isJsonArray())
        .map(Map.Entry::getKey);
  }

  /** Superlinked drops the transparency of rgba.png, and Java reads no WebP yet. */
  static Stream<String> comparablePictures() {
    return pictures().filter(name -> !List.of("rgba.png", "lossy.webp").contains(name));
  }

  static Stream<String> records() {
    return SuperlinkedGoldens.json("described_space")
        .getAsJsonObject("B_described")
        .getAsJsonObject("records")
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue().getAsJsonObject().get("vector").isJsonArray())
        .map(Map.Entry::getKey);
  }

  static Stream<String> texts() {
    return SuperlinkedGoldens.json("image_vectors").getAsJsonObject("texts").keySet().stream()
        // An item's "" is no description; a query's is a text.
        .filter(text -> !text.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void vectorOfThePixelsThatSuperlinkedSawIsItsVector(String name) {
    assertClose(
        SPACE.embed(ImageData.of(SuperlinkedGoldens.seen(name))),
        image(name).get("superlinked_f32"));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void rawOutputIsThatOfSentenceTransformers(String name) {
    ImageData item = ImageData.of(SuperlinkedGoldens.seen(name));
    assertClose(raw(item), image(name).get("st_f32_seen"));
  }

  @ParameterizedTest
  @MethodSource("comparablePictures")
  void pictureThatIsNotDegradedIsCloseToSuperlinkeds(String name) {
    assertThat(
            SuperlinkedGoldens.dot(
                SPACE.embed(ImageData.of(SuperlinkedGoldens.original(name))),
                Goldens.floats(image(name).get("superlinked_f32"))))
        .isGreaterThanOrEqualTo(0.97);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void rawOutputOfATextIsThatOfSentenceTransformers(String text) {
    assertClose(raw(ImageData.ofDescription(text)), textVector(text));
  }

  @Test
  void emptyTextOfAQueryIsThatOfSentenceTransformers() {
    float[] golden = Goldens.floats(textVector(""));
    float[] vector = SPACE.query().similar(SPACE.description(), "", 1).embed();
    assertThat(SuperlinkedGoldens.dot(vector, golden))
        .isEqualTo(
            Math.sqrt(SuperlinkedGoldens.dot(golden, golden)),
            within(SuperlinkedGoldens.TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("records")
  void storedVectorIsSuperlinkeds(String id) {
    JsonObject record = record(id);
    assertClose(SPACE.embed(itemOf(record)), record.get("vector"));
  }

  @Test
  void batchGivesWhatEachItemGivesAlone() {
    Map<String, ImageData> items = new LinkedHashMap<>();
    records().forEach(id -> items.put(id, itemOf(record(id))));
    List<float[]> vectors = SPACE.embed(List.copyOf(items.values()));
    List<String> ids = List.copyOf(items.keySet());
    for (int i = 0; i < ids.size(); i++) {
      assertClose(vectors.get(i), record(ids.get(i)).get("vector"));
    }
  }

  @Test
  void openClipItemsAreSuperlinkeds() {
    JsonObject vectors = SuperlinkedGoldens.json("open_clip").getAsJsonObject("vectors");
    try (ImageSpace space = SuperlinkedGoldens.openClip()) {
      for (String shape : List.of("blue-circle", "blue-square", "red-circle")) {
        ImageData item =
            ImageData.of(SuperlinkedGoldens.seen(shape + ".png"), shape.replace('-', ' '));
        assertClose(space.embed(item), vectors.get(shape));
      }
      assertClose(
          space.embed(ImageData.of(SuperlinkedGoldens.seen("photo-640x480.png"))),
          vectors.get("imgonly"));
      assertClose(space.embed(ImageData.ofDescription("red circle")), vectors.get("desconly"));
    }
  }

  @Test
  void hubRepositoryNeedsNoPrefixForOpenClip() {
    try (ImageSpace space =
        SuperlinkedGoldens.builder("slorg/sl-openclip-tiny", ModelHandler.OPEN_CLIP).build()) {
      assertThat(space.length()).isEqualTo(32);
    }
  }

  @Test
  void plainPictureLooksTheSameToAPersonAndToThePeer() {
    try (ImageSpace visual =
        SuperlinkedGoldens.builder("sl-tiny", ModelHandler.SENTENCE_TRANSFORMERS)
            .imagePolicy(ImagePolicy.VISUAL)
            .build()) {
      assertThat(visual.embed(ImageData.of(SuperlinkedGoldens.seen("red-circle.png"))))
          .containsExactly(SPACE.embed(ImageData.of(SuperlinkedGoldens.seen("red-circle.png"))));
    }
  }

  private static JsonObject image(String name) {
    return SuperlinkedGoldens.json("image_vectors").getAsJsonObject("images").getAsJsonObject(name);
  }

  private static JsonElement textVector(String text) {
    return SuperlinkedGoldens.json("image_vectors")
        .getAsJsonObject("texts")
        .getAsJsonObject(text)
        .get("st_f32");
  }

  private static JsonObject record(String id) {
    return SuperlinkedGoldens.json("described_space")
        .getAsJsonObject("B_described")
        .getAsJsonObject("records")
        .getAsJsonObject(id);
  }

  private static ImageData itemOf(JsonObject record) {
    JsonObject input = record.getAsJsonObject("input");
    return new ImageData(
        SuperlinkedGoldens.seenOf(input, "image"), SuperlinkedGoldens.text(input, "description"));
  }

  private static float[] raw(ImageData item) {
    return SPACE.embedEach(List.of(item), Normalization.NONE).get(0).orElseThrow().vector();
  }
}
