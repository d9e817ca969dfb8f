package dev.imagespace.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.image.DecodedImage;
import dev.imagespace.image.DecodedImage.Mode;
import dev.imagespace.image.GoldenPictures;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoader;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import java.util.stream.Stream;
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
    assertThat(GoldenPictures.sha256(DroppedColours.rgb(image).samples()))
        .isEqualTo(hash(golden.get("rgb")));
    DecodedImage opaque = OpaqueColours.of(image, ImagePolicy.REFERENCE);
    assertThat(GoldenPictures.sha256(DroppedColours.rgb(opaque).samples()))
        .isEqualTo(hash(golden.get("white")));
  }

  private static DecodedImage load(String name) {
    return new ImageLoader(ImageLimits.defaults())
        .load(ImageSource.of(GoldenPictures.path("made").resolve(name)));
  }

  private static String hash(JsonElement number) {
    return HASHES.get(number.getAsInt()).getAsString();
  }
}
