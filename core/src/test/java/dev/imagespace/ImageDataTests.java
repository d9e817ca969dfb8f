package dev.imagespace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImageDataTests {

  @Test
  void itemWithoutPictureAndTextIsEmpty() {
    assertThat(new ImageData(null, null).isEmpty()).isTrue();
    assertThat(new ImageData(null, "").isEmpty()).isTrue();
    assertThat(new ImageData(null, " ").isEmpty()).isFalse();
    assertThat(ImageData.of(ImageSource.of(Path.of("a.png"))).isEmpty()).isFalse();
  }

  @Test
  void printsWhereThePictureIsButNotWhatIsInIt() {
    assertThat(ImageData.of(ImageSource.ofBase64("AAAAAAAA"), "red"))
        .hasToString("ImageData[image=picture of 6 bytes, description=red]");
  }
}
