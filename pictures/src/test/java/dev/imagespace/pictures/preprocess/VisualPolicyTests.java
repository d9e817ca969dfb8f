package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisualPolicyTests {
  private static final List<Float> ONES = List.of(1f, 1f, 1f);

  @ParameterizedTest
  @ValueSource(strings = {"exif6.jpg", "exif3.png"})
  void pictureStandsAsTorchvisionTurnsIt(String name) {
    DecodedImage image = GoldenPictures.decoded(name);
    assertThat(GoldenPictures.sha256(image.turned(image.orientation()).samples()))
        .isEqualTo(
            GoldenPictures.json("goldens/image_facts.json")
                .getAsJsonObject("images")
                .getAsJsonObject(name)
                .getAsJsonObject("torchvision_decode")
                .get("rgb_sha256")
                .getAsString());
  }

  @ParameterizedTest
  @CsvSource({
    "1, abcdef", "2, badcfe", "3, fedcba", "4, efcdab",
    "5, acebdf", "6, ecafdb", "7, fdbeca", "8, bdface"
  })
  void everyOrientationIsUndone(int orientation, String expected) {
    byte[] letters = "abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    DecodedImage upright = DecodedImage.of(Mode.GRAY, 2, 3, letters).turned(orientation);
    assertThat(upright.samples()).asString().isEqualTo(expected);
    assertThat(upright.width()).isEqualTo(orientation < 5 ? 2 : 3);
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void turnedPictureIsThatOfTheUprightOne(Peer peer) {
    DecodedImage turned = GoldenPictures.decoded("exif6.jpg");
    DecodedImage upright = turned.turned(turned.orientation());
    assertThat(crop(turned, ImagePolicy.VISUAL, peer))
        .isEqualTo(crop(upright, ImagePolicy.REFERENCE, peer))
        .isNotEqualTo(crop(turned, ImagePolicy.REFERENCE, peer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photo_astronaut.png",
        "photo_rocket.jpg",
        "gray_camera.png",
        "gray.jpg",
        "rgb24.bmp",
        "rgb16.png",
        "gray4bit.png",
        "rgb_panorama.png"
      })
  void plainPicturesAreThoseOfBothPeers(String name) {
    DecodedImage image = GoldenPictures.decoded(name);
    for (Peer peer : Peer.values()) {
      assertThat(crop(image, ImagePolicy.VISUAL, peer))
          .isEqualTo(crop(image, ImagePolicy.REFERENCE, peer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgba.png",
        "la.png",
        "p_trns.png",
        "transparent.gif",
        "bit1.png",
        "cmyk.jpg",
        "p_opaque.png",
        "rgba16.png",
        "l_trns.png",
        "rgb_trns.png"
      })
  void alphaAndPalettesLookUnderOpenClipAsUnderSentenceTransformers(String name) {
    DecodedImage image = GoldenPictures.decoded(name);
    // A square crop at an even distance: the crop rules agree.
    PreprocessConfig openClip = config(Peer.OPEN_CLIP, ResizeMode.SQUASH);
    PreprocessConfig huggingFace = config(Peer.SENTENCE_TRANSFORMERS, ResizeMode.SQUASH);
    assertThat(new ImagePreprocessor(openClip, ImagePolicy.VISUAL).crop(image))
        .isEqualTo(new ImagePreprocessor(huggingFace, ImagePolicy.REFERENCE).crop(image));
  }

  @Test
  void sixteenBitGrayKeepsItsShades() {
    DecodedImage image = GoldenPictures.decoded("gray16.png");
    byte[] high = new byte[image.width() * image.height()];
    for (int i = 0; i < high.length; i++) {
      high[i] = image.samples()[2 * i + 1];
    }
    DecodedImage eightBit = DecodedImage.of(Mode.GRAY, image.width(), image.height(), high);
    for (Peer peer : Peer.values()) {
      assertThat(crop(image, ImagePolicy.VISUAL, peer))
          .isEqualTo(crop(eightBit, ImagePolicy.REFERENCE, peer));
      assertThat(crop(image, ImagePolicy.REFERENCE, peer)).as("Pillow's").containsOnly(255);
    }
  }

  private static byte[] crop(DecodedImage image, ImagePolicy policy, Peer peer) {
    return new ImagePreprocessor(config(peer, ResizeMode.SHORTEST), policy).crop(image);
  }

  private static PreprocessConfig config(Peer peer, ResizeMode mode) {
    return new PreprocessConfig(64, 64, ONES, ONES, Interpolation.BICUBIC, mode, 0, peer);
  }
}
