package dev.imagespace.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProvidersTests {

  @Test
  void decoderOnTheClassPathIsFound() {
    byte[] file = "one pixel!".getBytes(StandardCharsets.US_ASCII);
    assertThat(Pictures.exact().decode(file, ImageLimits.defaults()).samples())
        .containsExactly('!');
    assertThat(Pictures.exact().header(file, ImageLimits.defaults()))
        .isEqualTo(new PictureHeader("one pixel", Mode.GRAY, 1, 1));
  }

  @Test
  void formatOfAModuleThatIsMissingIsRefusedWithTheNameOfTheModule() {
    byte[] file = "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Pictures.exact().decode(file, ImageLimits.defaults()))
        .hasMessageContaining("format not supported: HEIC")
        .hasMessageContaining("imagespace-pictures-ffmpeg");
  }
}
