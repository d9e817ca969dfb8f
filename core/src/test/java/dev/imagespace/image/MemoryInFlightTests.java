package dev.imagespace.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class MemoryInFlightTests {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final ImageSource PICTURE =
      ImageSource.of(GoldenPictures.image("photo_chelsea.png"));

  @Test
  void whoNeedsMoreThanThereIsWaitsUntilItIsGivenBack() throws Exception {
    MemoryInFlight memory = new MemoryInFlight(1 << 20);
    MemoryInFlight.Share first = memory.share();
    first.growTo(700_000, SECOND, "first");
    try (MemoryInFlight.Share second = memory.share()) {
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> second.growTo(700_000, 10 * SECOND, "second"));
      assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      first.close();
      waiting.get(5, TimeUnit.SECONDS);
    }
    memory.share().growTo(1_000_000, 1, "all of it is back");
  }

  @Test
  void waitingHasAnEndThatNamesTheProperty() {
    MemoryInFlight memory = new MemoryInFlight(1 << 20);
    memory.share().growTo(700_000, SECOND, "first");
    assertThatThrownBy(() -> memory.share().growTo(700_000, 1_000_000, "second.png"))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageStartingWith("second.png: other pictures take")
        .hasMessageContaining("'imagespace.image.max-memory'");
  }

  @Test
  void aShareGrowsByTheDifferenceAndIsGivenBackOnce() {
    MemoryInFlight memory = new MemoryInFlight(1 << 20);
    MemoryInFlight.Share share = memory.share();
    share.growTo(600_000, 1, "a");
    share.growTo(1_000_000, 1, "a");
    share.growTo(5, 1, "a");
    share.close();
    share.close();
    memory.share().growTo(1_000_000, 1, "b");
    assertThatThrownBy(() -> memory.share().growTo(100_000, 1, "c"))
        .isInstanceOf(ImageRejectedException.class);
  }

  @Test
  void aPictureThatCouldNeverFitIsRefusedAtOnce() {
    try (ImageLoader loader = loader(1 << 20)) {
      assertThatThrownBy(() -> loader.load(PICTURE))
          .hasMessageContaining("photo_chelsea.png: needs about")
          .hasMessageContaining("all pictures together may take 1048576")
          .hasMessageContaining("'imagespace.image.max-memory'");
    }
  }

  @Test
  void aPictureCountsForAsLongAsItIsUsed() {
    try (ImageLoader loader = loader(2 << 20)) {
      for (int again = 0; again < 3; again++) {
        loader.load(
            PICTURE,
            image -> {
              assertThatThrownBy(() -> loader.load(PICTURE))
                  .hasMessageContaining("other pictures take");
              return image.width();
            });
      }
      assertThatThrownBy(() -> loader.load(ImageSource.of(UrlFixture.PICTURE), this::fail))
          .hasMessage("use");
      assertThat(loader.load(PICTURE).width()).isEqualTo(451);
    }
  }

  private Integer fail(DecodedImage image) {
    throw new IllegalArgumentException("use");
  }

  private static ImageLoader loader(long maxMemory) {
    return new ImageLoader(
        ImageLoading.builder().maxMemory(maxMemory).deadline(Duration.ofMillis(300)).build());
  }
}
