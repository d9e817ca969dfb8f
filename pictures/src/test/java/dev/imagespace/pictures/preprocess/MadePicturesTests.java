package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.PixelRules.Alpha;
import dev.imagespace.image.PixelRules.ResizeOrder;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures of golden/scripts/make_pictures.py: every mode, format and edge of sizes. */
class MadePicturesTests {
  private static final JsonObject GOLDENS = GoldenPictures.json("made/goldens.json");
  private static final JsonArray HASHES = GOLDENS.getAsJsonArray("hashes");
  private static final JsonObject PICTURES = GOLDENS.getAsJsonObject("pictures");

  static Stream<String> pictures() {
    return PICTURES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void decodedSamplesAreThoseOfPillowInItsMode(String name) {
    JsonObject golden = PICTURES.getAsJsonObject(name);
    DecodedImage image = load(name);
    assertThat(image.width()).isEqualTo(golden.get("width").getAsInt());
    assertThat(image.height()).isEqualTo(golden.get("height").getAsInt());
    if (golden.has("native")) {
      assertThat(GoldenPictures.sha256(image.samples())).isEqualTo(hash(golden.get("native")));
    } else {
      assertThat(image.mode()).isEqualTo(Mode.BILEVEL);
    }
    assertThat(GoldenPictures.sha256(RgbConversion.rgb(image).samples()))
        .isEqualTo(hash(golden.get("rgb")));
    DecodedImage opaque = CompositeOnWhite.of(image, ImagePolicy.REFERENCE);
    assertThat(GoldenPictures.sha256(RgbConversion.rgb(opaque).samples()))
        .isEqualTo(hash(golden.get("white")));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void croppedPixelsAreThoseOfEveryPeerUnderBothOrders(String name) {
    JsonObject golden = PICTURES.getAsJsonObject(name);
    DecodedImage image = load(name);
    SoftAssertions.assertSoftly(
        softly -> {
          for (String key : golden.keySet()) {
            if (key.contains(".")) {
              softly
                  .assertThat(GoldenPictures.sha256(preprocessor(key).crop(image)))
                  .as("%s %s", name, key)
                  .isEqualTo(hash(golden.get(key)));
            }
          }
        });
  }

  /** By the name of a golden: policy, size, version of Pillow. */
  private static ImagePreprocessor preprocessor(String key) {
    int first = key.indexOf('.');
    int last = key.lastIndexOf('.');
    String policy = key.substring(0, first);
    int size = Integer.parseInt(key.substring(first + 1, last));
    boolean pillow12 = key.endsWith("12");
    PreprocessConfig config =
        new PreprocessConfig(
            size,
            size,
            List.of(0f, 0f, 0f),
            List.of(1f, 1f, 1f),
            Interpolation.BICUBIC,
            ResizeMode.SHORTEST,
            0,
            policy.endsWith("oc") ? Peer.OPEN_CLIP : Peer.SENTENCE_TRANSFORMERS);
    PixelRules rules =
        PixelRules.defaults()
            .withResizeOrder(pillow12 ? ResizeOrder.PILLOW12 : ResizeOrder.PILLOW13)
            .withAlpha("st_drop".equals(policy) ? Alpha.DROP : Alpha.WHITE);
    boolean visual = policy.startsWith("visual");
    return new ImagePreprocessor(
        config, visual ? ImagePolicy.VISUAL : ImagePolicy.REFERENCE, rules);
  }

  private static DecodedImage load(String name) {
    return GoldenPictures.decoded(GoldenPictures.path("made").resolve(name));
  }

  private static String hash(JsonElement number) {
    return HASHES.get(number.getAsInt()).getAsString();
  }
}
