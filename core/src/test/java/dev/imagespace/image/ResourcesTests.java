package dev.imagespace.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResourcesTests {
  private static final byte[] NONE = new byte[0];

  @Test
  void whatIsNotSetIsSharedWithTheJvm() {
    Resources own = Resources.builder().maxMemory(1 << 20).build();
    assertThat(Resources.builder().build()).isSameAs(Resources.shared());
    assertThat(own.processors()).isSameAs(Resources.shared().processors());
    assertThat(own.decoders()).isSameAs(Resources.shared().decoders());
    assertThat(own.memory()).isNotSameAs(Resources.shared().memory());
  }

  @Test
  void processorsOfOnesOwnHaveDecodersOfTheirOwn() {
    Resources own = Resources.builder().processors(3).build();
    assertThat(own.processors().number()).isEqualTo(3);
    assertThat(own.decoders()).isNotSameAs(Resources.shared().decoders());
    assertThat(own.memory()).isSameAs(Resources.shared().memory());
  }

  @Test
  void whoeverIsGrantedTheSameNumberOfProcessorsSharesThem() {
    Resources granted = Resources.shared().ofProcessors(1);
    assertThat(granted.processors().number()).isEqualTo(1);
    assertThat(granted.memory()).isSameAs(Resources.shared().memory());

    Resources own = Resources.builder().maxMemory(1 << 20).build();
    assertThat(own.ofProcessors(1).processors()).isSameAs(granted.processors());
    assertThat(own.ofProcessors(1).memory()).isSameAs(own.memory());
    assertThat(granted.ofProcessors(1)).isSameAs(granted);
  }

  @Test
  void nothingIsNotEnough() {
    assertThatThrownBy(() -> Resources.builder().processors(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("processors");
    assertThatThrownBy(() -> Resources.builder().maxMemory(-1).build())
        .hasMessageContaining("maxMemory");
  }

  /** Two loaders, each of a picture that takes more than half of what both may take. */
  @Test
  void loadersShareTheMemory() {
    Resources resources = Resources.builder().maxMemory(700_000).build();
    try (ImageLoader one = new ImageLoader(ImageLoading.defaults(), resources);
        ImageLoader other =
            new ImageLoader(
                ImageLoading.builder().deadline(Duration.ofMillis(50)).build(), resources)) {
      ImageSource picture =
          ImageSource.of(PngFile.ofOneRow(60_000, 8, 0, NONE, NONE, new byte[60_000]));
      boolean refused =
          one.load(
              picture,
              first -> {
                assertThatThrownBy(() -> other.load(picture))
                    .isInstanceOf(ImageRejectedException.class)
                    .hasMessageContaining("'imagespace.image.max-memory'");
                return true;
              });
      assertThat(refused).isTrue();
      assertThat(other.load(picture).width()).isEqualTo(60_000);
    }
  }
}
