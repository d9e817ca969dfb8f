package dev.imagespace.pictures.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeifGoldensTests {
  /** Floats of the peers that come to lie on a half. */
  private static final List<String> ONE_LEVEL_OFF =
      List.of("avif-matrix4-1.avif", "heic-matrix7-1.heic");

  private static final Map<String, Mode> MODES =
      Map.of(
          "L",
          Mode.GRAY,
          "I;16",
          Mode.GRAY16,
          "RGB",
          Mode.RGB,
          "RGBA",
          Mode.RGBA,
          "RGBa",
          Mode.RGBA);

  static Stream<String> pictures() {
    return HeifGoldens.names().stream();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pixelsAreThoseOfPillow(String name) {
    DecodedImage ours = HeifGoldens.decoded(name);
    DecodedImage theirs = HeifGoldens.peer(name);

    assertThat(ours.mode()).isEqualTo(MODES.get(HeifGoldens.fact(name).get("mode").getAsString()));
    assertThat(ours).hasToString(theirs.toString());
    assertThat(HeifGoldens.largestDifference(ours, theirs))
        .isEqualTo(ONE_LEVEL_OFF.contains(name) ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void orientationIsThatOfPillow(String name) {
    assertThat(HeifGoldens.decoded(name).orientation())
        .isEqualTo(HeifGoldens.fact(name).get("orientation").getAsInt());
  }

  @Test
  void depthsSubsamplingsTurnsGridsAlphaAndMatricesAreAmongThem() {
    assertThat(HeifGoldens.names())
        .hasSizeGreaterThan(80)
        .contains(
            "heic-grid.heic",
            "heic-10bit.heic",
            "heic-12bit.heic",
            "heic-clap-irot-imir.heic",
            "avif-alpha.avif",
            "avif-premultiplied.avif",
            "avif-grid.avif",
            "avif-12bit-444.avif");
  }
}
