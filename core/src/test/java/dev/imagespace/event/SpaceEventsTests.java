package dev.imagespace.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.DescribedBlob;
import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.Schema;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoad;
import dev.imagespace.image.ImageRejectedException.Reason;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener hears of a space, and what the space tells of itself. */
@Timeout(120)
class SpaceEventsTests {
  private static final Path PICTURE = Goldens.image("rgb_odd.png");
  private static final ImageData DESCRIBED = new ImageData(ImageSource.of(PICTURE), "a dog");

  private final RecordingListener listener = new RecordingListener();

  @Test
  void theEventsOfACallComeInTheOrderOfItsWorkAndBeforeItReturns() throws IOException {
    try (ImageSpace space = open(listener)) {
      space.embed(DESCRIBED);
      List<Object> ofPictures = listener.events(Towers.IMAGE);
      assertThat(ofPictures)
          .<Class<?>>extracting(Object::getClass)
          .containsExactly(ImageLoad.class, WeightsLoad.class, BatchRun.class);
      assertThat(listener.events(Towers.TEXT))
          .<Class<?>>extracting(Object::getClass)
          .containsExactly(WeightsLoad.class, BatchRun.class);

      ImageLoad load = (ImageLoad) ofPictures.get(0);
      assertThat(load.format()).isEqualTo("PNG");
      assertThat(load.bytes()).isEqualTo(Files.size(PICTURE));
      assertThat(load.rejection()).isNull();
      assertThat(load.reading()).isPositive().isLessThanOrEqualTo(load.duration());
      BatchRun run = (BatchRun) ofPictures.get(2);
      assertThat(run.size()).isEqualTo(1);
      assertThat(run.running()).isPositive();
      assertThat(run.failure()).isNull();
    }
  }

  @Test
  void weightsAreToldOnceAndBatchesEachTime() {
    try (ImageSpace space = open(listener)) {
      space.embedTexts(List.of("a dog"), Normalization.L2);
      space.embedTexts(List.of("a cat"), Normalization.L2);
      assertThat(listener.events())
          .<Class<?>>extracting(Object::getClass)
          .containsExactly(WeightsLoad.class, BatchRun.class, BatchRun.class);
    }
  }

  @Test
  void aRejectedPictureIsToldWithItsReasonAndReachesNoBatch() {
    try (ImageSpace space = open(listener)) {
      space.embedEach(
          List.of(new ImageData(ImageSource.of(Goldens.image("fail_truncated.png")), null)),
          Normalization.L2);
      assertThat(listener.events())
          .singleElement()
          .satisfies(
              event -> {
                ImageLoad load = (ImageLoad) event;
                assertThat(load.format()).isEqualTo("PNG");
                assertThat(load.rejection()).isEqualTo(Reason.DAMAGED);
              });
    }
  }

  @Test
  void aListenerThatThrowsCostsNothing() {
    ImageSpaceListener broken =
        new ImageSpaceListener() {
          @Override
          public void imageLoaded(ImageLoad load) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void batchRun(BatchRun run) {
            throw new StackOverflowError("broken");
          }

          @Override
          public void weightsLoaded(WeightsLoad load) {
            throw new AssertionError("broken");
          }
        };
    try (ImageSpace space = open(broken);
        ImageSpace silent = open(null)) {
      assertThat(space.embed(DESCRIBED)).isEqualTo(silent.embed(DESCRIBED));
    }
  }

  @Test
  void aSpaceTellsWhatItHolds() {
    try (ImageSpace space = open(null)) {
      assertThat(space.statistics().loadedTowers()).isEqualTo(Towers.NONE);
      assertThat(space.statistics().weightBytes()).isZero();
      space.embed(DESCRIBED);
      SpaceStatistics statistics = space.statistics();
      assertThat(statistics.loadedTowers()).isEqualTo(Towers.BOTH);
      assertThat(statistics.waitingPictures()).isZero();
      assertThat(statistics.waitingTexts()).isZero();
      assertThat(statistics.memoryInFlight()).isZero();
      assertThat(statistics.maxMemoryInFlight()).isPositive();
      assertThat(statistics.stuckDecoders()).isZero();
    }
  }

  private static ImageSpace open(@Nullable ImageSpaceListener listener) {
    Schema schema = Schema.named("Item");
    return ImageSpace.builder()
        .image(new DescribedBlob(schema.blob("image"), schema.string("description")))
        .model(Goldens.model("openclip-tiny-vit").toString())
        .modelHandler(ModelHandler.OPEN_CLIP)
        .listener(listener)
        .build();
  }
}
