package dev.imagespace.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageRejectedException.Reason;
import dev.imagespace.image.load.ImageLoader;
import dev.imagespace.image.load.Processors;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.PixelUse;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An example of each reason, as the exception and the event tell it. */
@Timeout(60)
class RejectionReasonsTests {
  private static final ImageSource PICTURE = ImageSource.of(Goldens.image("rgb_odd.png"));
  private static final PixelUse<String> NOTHING = use(image -> "", 0);

  private final List<ImageLoad> loads = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void aUriThatIsNoBase64() {
    assertRejected(ImageSource.of(URI.create("data:image/png,abc")), Reason.MALFORMED_SOURCE);
    assertThatThrownBy(() -> ImageSource.parse(" "))
        .isInstanceOfSatisfying(
            ImageRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_SOURCE));
  }

  @Test
  void whatSettingsDoNotLetBeRead() {
    assertRejected(ImageSource.parse("https://example.com/a.png"), Reason.NOT_ALLOWED);
    assertRejected(ImageSource.parse("/etc/passwd"), Reason.NOT_ALLOWED);
  }

  @Test
  void aFileThatIsNotThere() {
    assertRejected(ImageSource.of(Goldens.image("no-such-file.png")), Reason.UNREADABLE);
    assertThat(loads.get(0).bytes()).isZero();
  }

  @Test
  void moreThanALimitAllows() throws IOException {
    assertRejected(loading().limits(new ImageLimits(1, 65_535, 1 << 20)), Reason.TOO_LARGE);
    assertThat(loads.get(0).format()).isEqualTo("PNG");
    assertThat(loads.get(0).bytes()).isEqualTo(Files.size(Goldens.image("rgb_odd.png")));
    assertRejected(loading().limits(new ImageLimits(1 << 20, 65_535, 1)), Reason.TOO_LARGE);
    assertRejected(loading().maxMemory(1), Reason.TOO_LARGE);
  }

  @Test
  void noPicture() {
    assertRejected(ImageSource.of(Goldens.image("fail_html.jpg")), Reason.UNSUPPORTED);
    assertThat(loads.get(0).format()).isNull();
    assertThat(loads.get(0).bytes()).isPositive();
  }

  @Test
  void halfAPicture() {
    assertRejected(ImageSource.of(Goldens.image("fail_truncated.png")), Reason.DAMAGED);
    assertRejected(ImageSource.of(Goldens.image("fail_truncated.jpg")), Reason.DAMAGED);
    assertThat(loads).extracting(ImageLoad::format).containsExactly("PNG", "JPEG");
  }

  @Test
  void aDecoderThatTakesTooLong() {
    assertRejected(loading().deadline(Duration.ofNanos(1)), Reason.TOO_SLOW);
  }

  @Test
  void memoryThatOthersHave() throws Exception {
    Resources resources = Resources.builder().maxMemory(64 << 20).build();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (ImageLoader patient = new ImageLoader(ImageLoading.defaults(), resources);
        ImageLoader impatient =
            new ImageLoader(loading().deadline(Duration.ofMillis(50)).build(), resources)) {
      PixelUse<String> holds =
          use(
              image -> {
                held.countDown();
                await(end);
                return "";
              },
              48 << 20);
      Future<String> other =
          threads.submit(() -> patient.load(PICTURE, holds, caller(), load -> {}));
      held.await();
      assertThat(patient.memoryInFlight()).isBetween(48L << 20, patient.maxMemoryInFlight());
      assertRejected(impatient, PICTURE, use(image -> "", 32 << 20), Reason.BUSY);
      end.countDown();
      other.get();
    }
  }

  @Test
  void anExhaustedHeap() {
    PixelUse<String> exhausts =
        use(
            image -> {
              throw new OutOfMemoryError("no heap");
            },
            0);
    try (ImageLoader loader = new ImageLoader(ImageLoading.defaults())) {
      assertRejected(loader, PICTURE, exhausts, Reason.OUT_OF_MEMORY);
    }
  }

  @Test
  void aCallerThatIsInterrupted() throws IOException {
    ImageSource bytes = ImageSource.of(Files.readAllBytes(Goldens.image("rgb_odd.png")));
    Thread.currentThread().interrupt();
    try {
      assertRejected(bytes, Reason.INTERRUPTED);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private void assertRejected(ImageSource source, Reason reason) {
    try (ImageLoader loader = new ImageLoader(ImageLoading.defaults())) {
      assertRejected(loader, source, NOTHING, reason);
    }
  }

  private void assertRejected(ImageLoading.Builder loading, Reason reason) {
    try (ImageLoader loader = new ImageLoader(loading.build())) {
      assertRejected(loader, PICTURE, NOTHING, reason);
    }
  }

  private void assertRejected(
      ImageLoader loader, ImageSource source, PixelUse<String> use, Reason reason) {
    assertThatThrownBy(() -> loader.load(source, use, caller(), loads::add))
        .isInstanceOfSatisfying(
            ImageRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(loads.get(loads.size() - 1).rejection()).isEqualTo(reason);
  }

  private static ImageLoading.Builder loading() {
    return ImageLoading.builder();
  }

  private static Processors.Caller caller() {
    return new Processors.Caller(Duration.ofMinutes(1));
  }

  private interface Use {
    String of(DecodedImage image);
  }

  private static PixelUse<String> use(Use use, long memory) {
    return new PixelUse<>() {
      @Override
      public String use(DecodedImage image) {
        return use.of(image);
      }

      @Override
      public long memory(PictureShape shape) {
        return memory;
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
