package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CenterCropTests {
  private static final List<Float> ONES = List.of(1f, 1f, 1f);

  @ParameterizedTest
  @CsvSource({"347, 224, 61, 62", "349, 224, 62, 62", "224, 224, 0, 0", "5, 4, 0, 0", "7, 4, 1, 2"})
  void halfAPixelIsCutByHuggingFaceAndRoundedToEvenByTorchvision(
      int size, int crop, int huggingFace, int torchvision) {
    assertThat(
            CenterCrop.of(
                config(Peer.SENTENCE_TRANSFORMERS, crop, crop), Resize.PILLOW, size, crop))
        .isEqualTo(new CenterCrop(huggingFace, crop, 0));
    assertThat(CenterCrop.of(config(Peer.OPEN_CLIP, crop, crop), Resize.PILLOW, size, crop))
        .isEqualTo(new CenterCrop(torchvision, crop, 0));
  }

  @ParameterizedTest
  @CsvSource({"2, 5, 2, 1", "3, 5, 1, 1", "1, 2, 1, 0"})
  void oddPixelOfPaddingComesFirstAtHuggingFaceAndLastAtTorchvision(
      int size, int crop, int huggingFace, int torchvision) {
    assertThat(
            CenterCrop.of(
                config(Peer.SENTENCE_TRANSFORMERS, crop, size), Resize.PILLOW, size, crop))
        .isEqualTo(new CenterCrop(0, size, huggingFace));
    assertThat(CenterCrop.of(config(Peer.OPEN_CLIP, crop, size), Resize.PILLOW, size, crop))
        .isEqualTo(new CenterCrop(0, size, torchvision));
  }

  @Test
  void cropLargerThanTheResizedPictureIsPaddedWithBlack() {
    byte[] gray = {10, 20, 30, 40, 50, 60};
    PreprocessConfig config = config(Peer.SENTENCE_TRANSFORMERS, 5, 2);
    byte[] crop =
        new ImagePreprocessor(config, ImagePolicy.REFERENCE)
            .crop(DecodedImage.of(Mode.GRAY, 2, 3, gray));
    byte[] red = new byte[25];
    for (int i = 0; i < 25; i++) {
      red[i] = crop[3 * i];
    }
    assertThat(red)
        .containsExactly(
            0, 0, 0, 0, 0, //
            0, 0, 10, 20, 0, //
            0, 0, 30, 40, 0, //
            0, 0, 50, 60, 0, //
            0, 0, 0, 0, 0);
  }

  private static PreprocessConfig config(Peer peer, int crop, int shortestEdge) {
    return new PreprocessConfig(
        crop, crop, ONES, ONES, Interpolation.BICUBIC, ResizeMode.SHORTEST, 0, peer, shortestEdge);
  }
}
