package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.load.MemoryInFlight.Origin;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class MemoryInFlightTests {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Path PICTURE_FILE = GoldenPictures.image("photo_chelsea.png");
  private static final ImageSource PICTURE = ImageSource.of(PICTURE_FILE);

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
  void encodedBytesLeaveMostOfTheMemoryToThosePicturesThatHaveThem() {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    MemoryInFlight.Share first = memory.share();
    first.arriveTo(700_000, Origin.HERE, SECOND, "first");
    assertThatThrownBy(() -> memory.share().arriveTo(700_000, Origin.HERE, 1, "second"))
        .hasMessageContaining("other pictures take");
    memory.share().arriveTo(700_000, Origin.NETWORK, 1, "the network has a part of its own");
    first.growTo(5_000_000, 1, "first");
    memory.share().arriveTo(700_000, Origin.HERE, 1, "what is decoded arrives no more");
    assertThat(memory.taken()).isEqualTo(5_000_000 + 700_000 + 700_000);
  }

  @Test
  void whatIsSmallDoesNotArriveBehindLargeFilesThatWait() throws Exception {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    MemoryInFlight.Share large = memory.share();
    large.arriveTo(900_000, Origin.HERE, 1, "large");
    CompletableFuture<Void> next =
        CompletableFuture.runAsync(
            () -> memory.share().arriveTo(900_000, Origin.HERE, 10 * SECOND, "large, too"));
    assertThatThrownBy(() -> next.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    memory.share().arriveTo(100_000, Origin.HERE, 1, "small");
    large.close();
    next.get(5, TimeUnit.SECONDS);
  }

  /** Servers send what they have; a picture is half there before its length is known. */
  @Test
  void whereAllHaveAPartTheFirstGoesOn() throws Exception {
    MemoryInFlight memory = new MemoryInFlight(16_000_000);
    List<CompletableFuture<Void>> arrived = new ArrayList<>();
    List<MemoryInFlight.Share> shares = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      MemoryInFlight.Share share = memory.share();
      share.arriveTo(240_000, Origin.NETWORK, 1, "part");
      shares.add(share);
    }
    for (MemoryInFlight.Share share : shares) {
      arrived.add(
          CompletableFuture.runAsync(
              () -> {
                share.arriveTo(480_000, Origin.NETWORK, 60 * SECOND, "more");
                share.close();
              },
              task -> new Thread(task).start()));
    }
    for (CompletableFuture<Void> each : arrived) {
      each.get(10, TimeUnit.SECONDS);
    }
    assertThat(memory.taken()).isZero();
  }

  @Test
  void aFileThatTurnsOutToBeLargeLeavesTheRoomOfSmallOnes() {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    MemoryInFlight.Share first = memory.share();
    first.arriveTo(200_000, Origin.NETWORK, 1, "first");
    first.arriveTo(700_000, Origin.NETWORK, 1, "first");
    memory.share().arriveTo(240_000, Origin.NETWORK, 1, "small");
    memory.share().arriveTo(240_000, Origin.NETWORK, 1, "small");
    assertThatThrownBy(() -> memory.share().arriveTo(240_000, Origin.NETWORK, 1, "small"))
        .hasMessageContaining("other pictures take");
    first.close();
    assertThat(memory.taken()).isEqualTo(480_000);
  }

  @Test
  void aFileLargerThanThePartForEncodedBytesArrivesAlone() {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    try (MemoryInFlight.Share large = memory.share()) {
      large.arriveTo(2_000_000, Origin.NETWORK, 1, "large");
      large.arriveTo(4_000_000, Origin.NETWORK, 1, "large");
    }
    assertThat(memory.taken()).isZero();
  }

  @Test
  void whoHasItsBytesGoesBeforeWhoHasNone() throws Exception {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    MemoryInFlight.Share running = memory.share();
    running.growTo(5_000_000, 1, "running");
    MemoryInFlight.Share large = memory.share();
    CompletableFuture<Void> grown =
        CompletableFuture.runAsync(() -> large.growTo(7_000_000, 10 * SECOND, "large"));
    assertThatThrownBy(() -> grown.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> memory.share().arriveTo(300_000, Origin.HERE, 1, "newcomer"))
        .hasMessageContaining("other pictures take");
    memory.share().arriveTo(100_000, Origin.HERE, 1, "a newcomer that is small");
    memory.share().growTo(100_000, 1, "one that fits beside what runs");
    running.close();
    grown.get(5, TimeUnit.SECONDS);
  }

  @Test
  void largePicturesLeaveAQuarterOfTheMemoryToSmallOnes() {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    memory.share().growTo(5_000_000, 1, "large");
    assertThatThrownBy(() -> memory.share().growTo(1_500_000, 1, "large, too"))
        .hasMessageContaining("other pictures take");
    for (int i = 0; i < 10; i++) {
      memory.share().growTo(250_000, 1, "small");
    }
    assertThat(memory.taken()).isEqualTo(7_500_000);
  }

  @Test
  void whereAllWaitForEachOtherTheLastIsRefusedAtOnceAndTheFirstGoesOn() throws Exception {
    MemoryInFlight memory = new MemoryInFlight(8_000_000);
    MemoryInFlight.Share first = memory.share();
    first.arriveTo(800_000, Origin.HERE, 1, "first");
    MemoryInFlight.Share second = memory.share();
    second.arriveTo(800_000, Origin.NETWORK, 1, "second");
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> first.growTo(7_900_000, 60 * SECOND, "first"));
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    long start = System.nanoTime();
    assertThatThrownBy(() -> second.growTo(7_900_000, 60 * SECOND, "second"))
        .hasMessageStartingWith("second: other pictures take");
    assertThat(System.nanoTime() - start).isLessThan(30 * SECOND);
    second.close();
    waiting.get(5, TimeUnit.SECONDS);
  }

  @Test
  void theBytesOfAFileCountBeforeTheyAreRead() {
    long size = PICTURE_FILE.toFile().length();
    try (ImageLoader loader = loader(size - 1)) {
      assertThatThrownBy(() -> loader.load(PICTURE))
          .hasMessageContaining("needs about " + size + " bytes")
          .hasMessageContaining("'imagespace.image.max-memory'");
    }
  }

  @Test
  void bytesCountBeforeTheyAreCopied() throws Exception {
    byte[] bytes = Files.readAllBytes(PICTURE_FILE);
    try (ImageLoader loader = loader(bytes.length - 1)) {
      assertThatThrownBy(() -> loader.load(ImageSource.of(bytes)))
          .hasMessageContaining("needs about " + bytes.length + " bytes");
    }
  }

  @Test
  void aPictureThatCouldNeverFitIsRefusedAtOnce() {
    try (ImageLoader loader = loader(1 << 19)) {
      assertThatThrownBy(() -> loader.load(PICTURE))
          .hasMessageContaining("photo_chelsea.png: needs about")
          .hasMessageContaining("all pictures together may take 524288")
          .hasMessageContaining("'imagespace.image.max-memory'");
    }
  }

  @Test
  void aPictureCountsForAsLongAsItIsUsed() {
    try (ImageLoader loader = loader(3 << 19)) {
      for (int again = 0; again < 2; again++) {
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
        ImageLoading.builder().maxMemory(maxMemory).deadline(Duration.ofMillis(1500)).build());
  }
}
