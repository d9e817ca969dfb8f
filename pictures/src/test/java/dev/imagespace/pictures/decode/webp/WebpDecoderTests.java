package dev.imagespace.pictures.decode.webp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import dev.imagespace.pictures.testing.LimitedBudget;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebpDecoderTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"lossy75-150x301.webp", "lossless-150x301.webp", "lossy-alpha-150x301.webp"})
  void stopsInTheMiddle(String name) throws IOException {
    byte[] bytes = GoldenPictures.bytes(GoldenPictures.path("made/" + name));
    LimitedBudget budget = new LimitedBudget(3);
    EncodedImage image = new EncodedImage(bytes, name, ImageLimits.defaults(), budget);
    assertThatThrownBy(() -> new WebpDecoder().decode(image))
        .isInstanceOf(CancellationException.class);
    assertThat(budget.asked()).isEqualTo(4);
  }
}
