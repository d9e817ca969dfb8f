package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodedColoursTests {
  private static final JsonObject FACTS =
      GoldenPictures.json("goldens/image_facts.json").getAsJsonObject("images");

  @ParameterizedTest
  @MethodSource("pictures")
  void convertedToRgbEveryPictureIsWhatPillowConvertsItTo(String name) {
    assertThat(GoldenPictures.sha256(RgbConversion.rgb(GoldenPictures.decoded(name)).samples()))
        .isEqualTo(FACTS.getAsJsonObject(name).get("rgb_sha256").getAsString());
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void onWhiteEveryPictureIsWhatTransformersComposites(String name) {
    JsonObject facts = FACTS.getAsJsonObject(name);
    String expected = facts.get("hf5_rgb_sha256").getAsString();
    DecodedImage opaque = CompositeOnWhite.of(GoldenPictures.decoded(name), ImagePolicy.REFERENCE);
    assertThat(GoldenPictures.sha256(RgbConversion.rgb(opaque).samples()))
        .isEqualTo(expected.equals("same") ? facts.get("rgb_sha256").getAsString() : expected);
  }

  static Stream<String> pictures() {
    return FACTS.keySet().stream().filter(name -> FACTS.getAsJsonObject(name).has("rgb_sha256"));
  }
}
