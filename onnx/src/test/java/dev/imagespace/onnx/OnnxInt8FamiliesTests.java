package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.imagespace.encode.DualEncoder;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.execution.PrecisionRefusedException;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.LocalSettings;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In 8 bits, every family of OpenCLIP gives vectors close to the peer's, or refuses by name. */
class OnnxInt8FamiliesTests {
  private static final Logger log = LoggerFactory.getLogger(OnnxInt8FamiliesTests.class);
  private static final String PICTURE = "photo_astronaut.png";
  private static final double LOWEST_COSINE = 0.99;

  static List<String> families() {
    return Goldens.FAMILIES;
  }

  @ParameterizedTest
  @MethodSource("families")
  void aFamilyIsCloseInEightBitsOrRefusesThemByName(String name) {
    try (DualEncoder encoder = open(name)) {
      JsonElement text = Goldens.goldens(name).getAsJsonArray("texts").get(0);
      String words = text.getAsJsonObject().get("text").getAsString();
      JsonElement picture =
          Goldens.goldens(name)
              .getAsJsonObject("images")
              .getAsJsonObject(PICTURE)
              .getAsJsonObject("routes")
              .getAsJsonObject("pil")
              .get("embedding");
      String ofPictures =
          closeOrRefused(
              () ->
                  encoder
                      .encodeImages(List.of(ImageSource.of(Goldens.image(PICTURE))))
                      .get(0)
                      .orElseThrow(),
              picture);
      String ofTexts =
          closeOrRefused(
              () -> encoder.encodeTexts(List.of(words)).get(0).orElseThrow().vector(),
              text.getAsJsonObject().get("embedding"));
      log.info("{}: pictures {}, texts {}", name, ofPictures, ofTexts);
    }
  }

  private static String closeOrRefused(Supplier<float[]> vector, JsonElement golden) {
    try {
      double cosine = Closeness.of(vector.get(), Goldens.floats(golden)).cosine();
      assertThat(cosine).isGreaterThan(LOWEST_COSINE);
      return String.valueOf(cosine);
    } catch (PrecisionRefusedException refused) {
      assertThat(refused).hasMessageContaining("In int8, the lowest cosine");
      return "refused";
    }
  }

  private static DualEncoder open(String name) {
    return DualEncoder.open(
        LocalSettings.of(
            Goldens.model(name).toString(),
            ModelHandler.OPEN_CLIP,
            Execution.builder().backend("onnx").precision(Precision.INT8).threads(1).build(),
            ImagePolicy.REFERENCE,
            ImageLoading.defaults()));
  }
}
