package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.encode.DualEncoder;
import dev.imagespace.encode.EncodedText;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From files of pictures and plain text to the raw vectors of the Python peers, whole; by every
 * engine.
 */
public abstract class GoldenVectorsContract {
  private static final Logger log = LoggerFactory.getLogger(GoldenVectorsContract.class);

  static Stream<String> models() {
    return Stream.of(
            Goldens.SENTENCE_TRANSFORMERS, Goldens.OPEN_CLIP, List.of("mini"), Goldens.FAMILIES)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("models")
  void picturesBecomeTheVectorsOfThePeer(String model) {
    List<String> names = new ArrayList<>();
    List<float[]> goldens = new ArrayList<>();
    for (Map.Entry<String, JsonElement> image :
        Goldens.goldens(model).getAsJsonObject("images").entrySet()) {
      JsonElement golden = golden(model, image.getValue().getAsJsonObject());
      if (golden != null) {
        names.add(image.getKey());
        goldens.add(Goldens.floats(golden));
      }
    }
    try (DualEncoder encoder = open(model)) {
      List<Outcome<float[]>> encodings =
          encoder.encodeImages(names.stream().map(Goldens::image).map(ImageSource::of).toList());
      double worst = 0;
      for (int i = 0; i < names.size(); i++) {
        assertThat(encodings.get(i)).as(names.get(i)).isInstanceOf(Outcome.Success.class);
        float[] vector = encodings.get(i).orElseThrow();
        Closeness closeness = Closeness.of(vector, goldens.get(i));
        assertThat(closeness).as(names.get(i)).matches(Closeness::holds);
        worst = Math.max(worst, closeness.relative());
      }
      log.info("{}: {} pictures, largest error {} of the maximum", model, names.size(), worst);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void textsBecomeTheVectorsOfThePeer(String model) {
    List<String> texts = new ArrayList<>();
    List<float[]> goldens = new ArrayList<>();
    for (JsonElement row : Goldens.goldens(model).getAsJsonArray("texts")) {
      texts.add(row.getAsJsonObject().get("text").getAsString());
      goldens.add(Goldens.floats(row.getAsJsonObject().get("embedding")));
    }
    try (DualEncoder encoder = open(model)) {
      List<Outcome<EncodedText>> vectors = encoder.encodeTexts(texts);
      double worst = 0;
      for (int i = 0; i < texts.size(); i++) {
        Closeness closeness = Closeness.of(vectors.get(i).orElseThrow().vector(), goldens.get(i));
        assertThat(closeness).as(texts.get(i)).matches(Closeness::holds);
        worst = Math.max(worst, closeness.relative());
      }
      log.info("{}: {} texts, largest error {} of the maximum", model, texts.size(), worst);
    }
  }

  /** The golden of the policy REFERENCE: Pillow's pixels for sentence-transformers, too. */
  private static @Nullable JsonElement golden(String model, JsonObject image) {
    if (!image.has("routes")) {
      return image.get("embedding");
    }
    JsonObject routes = image.getAsJsonObject("routes");
    String name = Goldens.SENTENCE_TRANSFORMERS.contains(model) ? "pil_backend" : "pil";
    JsonObject route = routes.getAsJsonObject(name);
    while (route.has("same_as")) {
      route = routes.getAsJsonObject(route.get("same_as").getAsString());
    }
    return route.get("embedding");
  }

  /** Names the engine. */
  protected abstract Execution execution();

  private DualEncoder open(String model) {
    return DualEncoder.open(
        LocalSettings.of(
            Goldens.model(model).toString(),
            Goldens.SENTENCE_TRANSFORMERS.contains(model)
                ? ModelHandler.SENTENCE_TRANSFORMERS
                : ModelHandler.OPEN_CLIP,
            execution(),
            ImagePolicy.REFERENCE,
            ImageLoading.defaults()));
  }
}
