package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeModeTests {
  private static final JsonObject FACTS =
      GoldenPictures.json("goldens/image_facts.json").getAsJsonObject("images");
  private static final Map<String, Mode> PILLOW_MODES =
      Map.of(
          "1", Mode.BILEVEL,
          "L", Mode.GRAY,
          "I;16", Mode.GRAY16,
          "LA", Mode.GRAY_ALPHA,
          "P", Mode.PALETTE,
          "RGB", Mode.RGB,
          "RGBA", Mode.RGBA,
          "CMYK", Mode.CMYK);

  @ParameterizedTest
  @MethodSource("readable")
  void everyPictureOpensInTheModeAndSizeThatPillowOpensItIn(String name) {
    JsonObject facts = FACTS.getAsJsonObject(name);
    DecodedImage image = GoldenPictures.decoded(name);
    assertThat(image.mode()).isEqualTo(PILLOW_MODES.get(facts.get("mode").getAsString()));
    assertThat(image.width()).isEqualTo(facts.get("width").getAsInt());
    assertThat(image.height()).isEqualTo(facts.get("height").getAsInt());
    assertThat(image.samples())
        .hasSize(image.width() * image.height() * image.mode().bytesPerPixel());
    if (!facts.get("exif_orientation").isJsonNull()) {
      assertThat(image.orientation()).isEqualTo(facts.get("exif_orientation").getAsInt());
    }
  }

  static Stream<String> readable() {
    return FACTS.keySet().stream().filter(name -> !name.startsWith("fail_"));
  }
}
