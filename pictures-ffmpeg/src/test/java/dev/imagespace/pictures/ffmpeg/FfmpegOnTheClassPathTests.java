package dev.imagespace.pictures.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageRejectedException.Reason;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FfmpegOnTheClassPathTests {

  private static EncodedImage encoded(byte[] bytes) {
    return new EncodedImage(bytes, "picture", ImageLimits.defaults());
  }

  @Test
  void picturesFindTheDecoderByItself() {
    EncodedImage image = encoded(HeifGoldens.bytes("heic-420.heic"));

    assertThat(Pictures.exact().format(image)).isEqualTo("HEIC or AVIF");
    assertThat(Pictures.fast(224).decode(image).width()).isEqualTo(96);
  }

  @Test
  void otherFormatsAreStillReadByDecodersInJava() {
    EncodedImage image = encoded(GoldenPictures.bytes("photo_astronaut.png"));

    assertThat(Pictures.exact().format(image)).isEqualTo("PNG");
  }

  @Test
  void formatIsKnownByTheFirstBytesAlone() {
    byte[] start = Arrays.copyOf(HeifGoldens.bytes("avif-420.avif"), 16);

    assertThat(Pictures.exact().recognises(encoded(start))).isTrue();
  }

  @Test
  void videoIsNotTakenForAPicture() {
    byte[] video = HeifGoldens.patched("heic-420.heic", "ftyp", 0, 'i', 's', 'o', 'm');

    assertThatThrownBy(() -> HeifGoldens.decoded(video))
        .isInstanceOfSatisfying(
            ImageRejectedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED))
        .hasMessageContaining("Not a picture in a supported format");
  }
}
