package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PillowResizeTests {
  private static final Resampler BICUBIC = Resampler.pillow13(Interpolation.BICUBIC);
  private static final List<Float> ONES = List.of(1f, 1f, 1f);

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void wholeResizedPictureIsPillows(String name, JsonObject expected) {
    DecodedImage image = GoldenPictures.decoded(name.substring(0, name.indexOf('@')));
    JsonArray size = expected.getAsJsonArray("resized");
    int width = size.get(0).getAsInt();
    int height = size.get(1).getAsInt();
    Window all = new Window(0, 0, width, height);
    byte[] resized =
        ModeResize.resize(image, new ResizePlan(width, height, all, 0, 0), BICUBIC).samples();
    assertThat(GoldenPictures.sha256(resized))
        .isEqualTo(expected.get("pil_resized_sha256").getAsString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void cropOfEitherPeerIsThePictureThatPillowSaved(String name, JsonObject expected) {
    int at = name.indexOf('@');
    DecodedImage image = GoldenPictures.decoded(name.substring(0, at));
    int side = Integer.parseInt(name.substring(at + 1));
    assertThat(crop(image, side, Peer.SENTENCE_TRANSFORMERS))
        .isEqualTo(saved(expected.get("pil_floor")));
    assertThat(crop(image, side, Peer.OPEN_CLIP)).isEqualTo(saved(expected.get("pil_round")));
  }

  @ParameterizedTest
  @CsvSource({
    "97, 61, 30, 20", "97, 61, 200, 150", "97, 61, 30, 150", "97, 61, 200, 20",
    "97, 61, 97, 20", "97, 61, 30, 61", "20, 300, 15, 40", "1, 1, 9, 9"
  })
  void windowIsThatPartOfTheWholePicture(int width, int height, int newWidth, int newHeight) {
    for (Mode mode : new Mode[] {Mode.GRAY, Mode.GRAY16, Mode.GRAY_ALPHA, Mode.RGB, Mode.RGBA}) {
      byte[] samples = new byte[width * height * mode.bytesPerPixel()];
      new Random(width).nextBytes(samples);
      DecodedImage image = DecodedImage.of(mode, width, height, samples);
      Window all = new Window(0, 0, newWidth, newHeight);
      Window part = new Window(newWidth / 3, newHeight / 4, newWidth / 2, newHeight / 2);
      byte[] whole =
          ModeResize.resize(image, new ResizePlan(newWidth, newHeight, all, 0, 0), BICUBIC)
              .samples();
      byte[] window =
          ModeResize.resize(image, new ResizePlan(newWidth, newHeight, part, 0, 0), BICUBIC)
              .samples();
      assertThat(window).as("%s", mode).isEqualTo(part.cut(whole, newWidth, mode.bytesPerPixel()));
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void wordsAboveAndBelowTheRangeAreClipped(Interpolation interpolation) {
    byte[] edge = {0, 0, 0, 0, -1, -1, -1, -1};
    byte[] wide =
        NumberResize.resize(
            DecodedImage.of(Mode.GRAY16, 4, 1, edge),
            16,
            1,
            new Window(0, 0, 16, 1),
            Resampler.pillow13(interpolation));
    assertThat(wide[0]).isEqualTo(wide[1]).isZero();
    assertThat(wide[30]).isEqualTo(wide[31]).isEqualTo((byte) -1);
    assertThat(wide[22]).as("overshoot").isEqualTo(wide[23]).isEqualTo((byte) -1);
  }

  static Stream<Arguments> cases() {
    return GoldenPictures.json("goldens/resize_facts.json")
        .getAsJsonObject("cases")
        .asMap()
        .entrySet()
        .stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static byte[] crop(DecodedImage image, int side, Peer peer) {
    PreprocessConfig config =
        new PreprocessConfig(
            side, side, ONES, ONES, Interpolation.BICUBIC, ResizeMode.SHORTEST, 0, peer);
    return new ImagePreprocessor(config, ImagePolicy.REFERENCE).crop(image);
  }

  private static byte[] saved(JsonElement name) {
    return GoldenPictures.decoded(GoldenPictures.path("goldens").resolve(name.getAsString()))
        .samples();
  }
}
