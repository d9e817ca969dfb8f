package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.PngFile;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CapacityTests {
  private static final byte[] NONE = new byte[0];

  private final Capacity shared = Capacity.of(Resources.shared());

  @Test
  void whatIsNotSetIsSharedWithTheJvm() {
    Resources own = Resources.builder().maxMemory(1 << 20).build();
    Capacity capacity = Capacity.of(own);
    assertThat(capacity.processors()).isSameAs(shared.processors());
    assertThat(capacity.decoders()).isSameAs(shared.decoders());
    assertThat(capacity.memory()).isNotSameAs(shared.memory());
    assertThat(Capacity.of(own)).isSameAs(capacity);
    assertThat(Capacity.of(Resources.builder().maxMemory(1 << 20).build())).isNotSameAs(capacity);
  }

  @Test
  void processorsOfOnesOwnHaveDecodersOfTheirOwn() {
    Capacity own = Capacity.of(Resources.builder().processors(3).build());
    assertThat(own.processors().number()).isEqualTo(3);
    assertThat(own.decoders()).isNotSameAs(shared.decoders());
    assertThat(own.memory()).isSameAs(shared.memory());
  }

  @Test
  void whoeverIsGrantedTheSameNumberOfProcessorsSharesThem() {
    Capacity granted = Capacity.of(Resources.shared().ofProcessors(1));
    assertThat(granted.processors().number()).isEqualTo(1);
    assertThat(granted.memory()).isSameAs(shared.memory());

    Resources own = Resources.builder().maxMemory(1 << 20).build();
    Capacity ownGranted = Capacity.of(own.ofProcessors(1));
    assertThat(ownGranted.processors()).isSameAs(granted.processors());
    assertThat(ownGranted.memory()).isSameAs(Capacity.of(own).memory());
  }

  @Test
  void decodersThatDoNotEndAreCountedTogetherWhateverTheProcessors() {
    DecoderThreads decoders = new DecoderThreads(4, new Processors(2));
    DecoderThreads granted = decoders.on(new Processors(1));
    CompletableFuture<DecodedImage> never = new CompletableFuture<>();
    Processors.Caller caller = new Processors.Caller(Duration.ofMinutes(1));
    try (Decoding decoding =
        new Decoding(
            new Countdown(Duration.ofMillis(50)), new MemoryInFlight(Long.MAX_VALUE).share())) {
      assertThatThrownBy(
              () -> granted.run(never::join, image -> image, decoding, caller, "endless"))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageContaining("does not end");
      assertThat(decoders.stuck()).isEqualTo(1);
    }
    never.cancel(true);
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
