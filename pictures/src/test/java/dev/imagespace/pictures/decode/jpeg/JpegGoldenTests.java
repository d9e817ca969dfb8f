package dev.imagespace.pictures.decode.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files of golden/scripts/make_jpegs.py: every coding, sampling, order of scans and leniency.
 */
class JpegGoldenTests {
  private static final JsonObject GOLDENS = GoldenPictures.json("jpeg/goldens.json");

  static Stream<String> files() {
    return GOLDENS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void samplesAreThoseOfPillow(String name) {
    JsonObject golden = GOLDENS.getAsJsonObject(name);
    assertSame(decode(name, new JpegDecoder()), golden.getAsJsonArray("exact"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void reducedSamplesAreThoseOfPillowsDraft(String name) {
    JsonObject drafts = GOLDENS.getAsJsonObject(name).getAsJsonObject("draft");
    for (String side : drafts.keySet()) {
      DecodedImage image = decode(name, new JpegDecoder(Integer.parseInt(side)));
      assertSame(image, drafts.getAsJsonArray(side));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12-bits",
        "no-end-marker",
        "no-steps",
        "two-frames",
        "two-starts",
        "scan-too-many",
        "unknown-marker",
        "hierarchical"
      })
  void whatPillowRefusesIsRefused(String name) {
    assertThatThrownBy(() -> decode("refused-" + name + ".jpg", new JpegDecoder()))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageStartingWith("picture: ");
  }

  private static void assertSame(DecodedImage image, JsonArray golden) {
    String mode = golden.get(0).getAsString();
    assertThat(image.mode())
        .isEqualTo("L".equals(mode) ? Mode.GRAY : "RGB".equals(mode) ? Mode.RGB : Mode.CMYK);
    assertThat(image.width()).isEqualTo(golden.get(1).getAsInt());
    assertThat(image.height()).isEqualTo(golden.get(2).getAsInt());
    assertThat(GoldenPictures.sha256(image.samples())).isEqualTo(golden.get(3).getAsString());
  }

  private static DecodedImage decode(String name, JpegDecoder decoder) {
    byte[] bytes = GoldenPictures.bytes(GoldenPictures.path("jpeg").resolve(name));
    return decoder.decode(new EncodedImage(bytes, "picture", ImageLimits.defaults()));
  }
}
