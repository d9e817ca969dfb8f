package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImagePreprocessorTests {
  private static final List<Float> HALVES = List.of(0.5f, 0.5f, 0.5f);

  @Test
  void floatsAreThreePlanesRedFirst() {
    PreprocessConfig config = config(1, 2, ResizeMode.SQUASH, Peer.OPEN_CLIP);
    byte[] pixels = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};
    float[] floats =
        new ImagePreprocessor(config, ImagePolicy.VISUAL)
            .preprocess(DecodedImage.of(Mode.RGB, 2, 1, pixels));
    assertThat(floats)
        .containsExactly(
            -1f,
            (153 / 255f - 0.5f) / 0.5f,
            (51 / 255f - 0.5f) / 0.5f,
            (204 / 255f - 0.5f) / 0.5f,
            (102 / 255f - 0.5f) / 0.5f,
            1f);
  }

  @Test
  void pictureTooNarrowForItsRatioIsRefused() {
    PreprocessConfig config = config(64, 64, ResizeMode.LONGEST, Peer.OPEN_CLIP);
    DecodedImage line = DecodedImage.of(Mode.GRAY, 1000, 1, new byte[1000]);
    assertThatThrownBy(() -> new ImagePreprocessor(config, ImagePolicy.VISUAL).preprocess(line))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("1000×1 pixels is too narrow");
  }

  @Test
  void lineIsCroppedWithoutItsMillionsOfResizedPixels() {
    DecodedImage line = DecodedImage.of(Mode.GRAY, 65_535, 1, new byte[65_535]);
    for (Peer peer : Peer.values()) {
      PreprocessConfig config = config(64, 64, ResizeMode.SHORTEST, peer);
      assertThat(new ImagePreprocessor(config, ImagePolicy.VISUAL).preprocess(line))
          .hasSize(3 * 64 * 64)
          .containsOnly(-1f);
    }
  }

  @Test
  void threadsShareOnePreprocessorAndChangeNoPicture() {
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(
            config(64, 64, ResizeMode.SHORTEST, Peer.OPEN_CLIP), ImagePolicy.REFERENCE);
    DecodedImage image = GoldenPictures.decoded("rgba.png");
    byte[] before = image.samples().clone();
    String alone = GoldenPictures.sha256(preprocessor.preprocess(image));
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> GoldenPictures.sha256(preprocessor.preprocess(image))))
        .containsOnly(alone);
    assertThat(image.samples()).isEqualTo(before);
  }

  @Test
  void configurationThatNoPictureFitsIsRefused() {
    assertThatThrownBy(() -> config(0, 64, ResizeMode.SQUASH, Peer.OPEN_CLIP))
        .hasMessageContaining("64×0");
    assertThatThrownBy(
            () ->
                new PreprocessConfig(
                    64,
                    64,
                    HALVES,
                    List.of(1f, 0f, 1f),
                    Interpolation.BICUBIC,
                    ResizeMode.SQUASH,
                    0,
                    Peer.OPEN_CLIP))
        .hasMessageContaining("[1.0, 0.0, 1.0]");
  }

  private static PreprocessConfig config(int height, int width, ResizeMode mode, Peer peer) {
    return new PreprocessConfig(
        height, width, HALVES, HALVES, Interpolation.BICUBIC, mode, 0, peer);
  }
}
