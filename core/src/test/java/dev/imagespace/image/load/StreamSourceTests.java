package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoad;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.PixelUse;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Streams that a program opens, as of a store of objects. */
class StreamSourceTests {
  private static final byte[] PICTURE = GoldenPictures.bytes("rgb_1x1.png");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  @Test
  void aStreamIsOpenedWhenItIsLoadedReadOnceAndClosed() {
    ImageSource source = source(new ByteArrayInputStream(PICTURE));
    assertThat(opened).hasValue(0);
    try (ImageLoader loader = new ImageLoader(ImageLimits.defaults())) {
      assertThat(loader.load(source).width()).isEqualTo(1);
      assertThat(loader.memoryInFlight()).isZero();
    }
    assertThat(opened).hasValue(1);
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aStreamIsHashedWhileItIsRead() {
    List<ImageLoad> loads = new ArrayList<>();
    try (ImageLoader loader = new ImageLoader(ImageLimits.defaults())) {
      for (ImageSource source :
          List.of(source(new ByteArrayInputStream(PICTURE)), ImageSource.of(PICTURE))) {
        loader.load(source, new Width(), new Processors.Caller(PATIENCE), loads::add);
      }
    }
    assertThat(loads)
        .extracting(ImageLoad::sha256)
        .containsExactly(GoldenPictures.sha256(PICTURE), null);
  }

  private record Width() implements PixelUse<Integer> {
    @Override
    public Integer use(DecodedImage image) {
      return image.width();
    }

    @Override
    public long memory(PictureShape shape) {
      return 0;
    }
  }

  @Test
  void whateverAnOpenerThrowsIsARejection() {
    try (ImageLoader loader = new ImageLoader(ImageLimits.defaults())) {
      for (Throwable failure :
          new Throwable[] {
            new IOException("password=secret"),
            new IllegalStateException("password=secret"),
            new NoClassDefFoundError("password=secret")
          }) {
        assertThatThrownBy(() -> loader.load(ImageSource.of("s3://b/a.png", () -> fail(failure))))
            .isInstanceOf(ImageRejectedException.class)
            .hasMessage(
                "s3://b/a.png: cannot be read (" + failure.getClass().getSimpleName() + ").")
            .hasCause(failure);
      }
      assertThat(loader.memoryInFlight()).isZero();
    }
  }

  @Test
  void aStreamThatFailsIsClosed() {
    InputStream broken =
        new Endless() {
          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("reset");
          }
        };
    try (ImageLoader loader = new ImageLoader(ImageLimits.defaults())) {
      assertThatThrownBy(() -> loader.load(source(broken)))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageStartingWith("s3://bucket/a.png: cannot be read");
    }
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void aStreamWithoutEndIsReadToTheLimitOfBytes() {
    try (ImageLoader loader = new ImageLoader(new ImageLimits(1_000, 1_000, 100_000))) {
      assertThatThrownBy(() -> loader.load(source(new Endless())))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageContaining("larger than the limit of 100000 bytes")
          .hasMessageContaining("'imagespace.image.max-bytes'");
    }
    assertThat(closed.getCount()).isZero();
  }

  /** It gives nothing, and gives it at once: no read is ever stuck. */
  @Test
  void aStreamThatTricklesEndsAtTheDeadline() {
    InputStream trickle =
        new Endless() {
          @Override
          public int read(byte[] to, int offset, int length) {
            return 0;
          }
        };
    refusedAtTheDeadline(source(trickle));
  }

  /** As a socket is: deaf for interrupts, and ended by whoever closes it. */
  @Test
  void aReadThatOnlyClosingEndsIsClosedAtTheDeadline() {
    InputStream stuck =
        new Endless() {
          @Override
          public int read(byte[] to, int offset, int length) {
            awaitDeaf(closed);
            return -1;
          }
        };
    refusedAtTheDeadline(source(stuck));
  }

  @Test
  void aStreamThatIsOpenedTooLateIsClosed() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    ImageSource late =
        ImageSource.of(
            "s3://bucket/a.png",
            () -> {
              awaitDeaf(released);
              return closing(new ByteArrayInputStream(PICTURE));
            });
    try (ImageLoader loader = impatient(Resources.shared())) {
      assertThatThrownBy(() -> loader.load(late)).hasMessageContaining("not read within 100 ms");
    }
    released.countDown();
    assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSlowOpenerHoldsNoProcessor() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch opening = new CountDownLatch(1);
    ImageSource slow =
        ImageSource.of(
            "hdfs://host/a.png",
            () -> {
              opening.countDown();
              awaitDeaf(released);
              return new ByteArrayInputStream(PICTURE);
            });
    ImageLoading patient = ImageLoading.builder().deadline(PATIENCE).build();
    try (ImageLoader loader = new ImageLoader(patient, Resources.builder().processors(1).build())) {
      CompletableFuture<Integer> width =
          CompletableFuture.supplyAsync(() -> loader.load(slow).width());
      assertThat(opening.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(loader.load(ImageSource.of(PICTURE)).width()).isEqualTo(1);
      assertThat(width).isNotDone();
      released.countDown();
      assertThat(width.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(slow.isRemote()).isTrue();
  }

  @Test
  void streamsThatDoNotEndAreNotWithoutNumber() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    ImageSource stuck =
        ImageSource.of(
            "s3://bucket/a.png",
            () -> {
              opened.incrementAndGet();
              awaitDeaf(released);
              return closing(new ByteArrayInputStream(PICTURE));
            });
    ImageLoading hasty = ImageLoading.builder().deadline(Duration.ofMillis(1)).build();
    try (ImageLoader loader = new ImageLoader(hasty)) {
      for (int i = 0; i < 64; i++) {
        assertThatThrownBy(() -> loader.load(stuck)).hasMessageContaining("not read within 1 ms");
      }
      assertThatThrownBy(() -> loader.load(stuck))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageContaining("not opened, since 64 streams are past");
      released.countDown();
    }
  }

  private void refusedAtTheDeadline(ImageSource source) {
    try (ImageLoader loader = impatient(Resources.builder().maxMemory(10_000_000).build())) {
      assertTimeoutPreemptively(
          PATIENCE,
          () -> {
            assertThatThrownBy(() -> loader.load(source))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("s3://bucket/a.png: not read within 100 ms")
                .hasMessageContaining("'imagespace.image.deadline'");
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
            while (loader.memoryInFlight() > 0) {
              Thread.onSpinWait();
            }
          });
    }
  }

  private static ImageLoader impatient(Resources resources) {
    ImageLoading loading = ImageLoading.builder().deadline(Duration.ofMillis(100)).build();
    return new ImageLoader(loading, resources);
  }

  private ImageSource source(InputStream stream) {
    return ImageSource.of(
        "s3://bucket/a.png",
        () -> {
          opened.incrementAndGet();
          return closing(stream);
        });
  }

  private InputStream closing(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public void close() {
        assertThat(closed.getCount()).isEqualTo(1);
        closed.countDown();
      }
    };
  }

  /** Not even an interrupt ends it. */
  private static void awaitDeaf(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // Deaf, as a read of a socket is.
      }
    }
  }

  private static InputStream fail(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    throw (RuntimeException) failure;
  }

  private static class Endless extends InputStream {
    @Override
    public int read() {
      return 'x';
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      Arrays.fill(to, offset, offset + length, (byte) 'x');
      return length;
    }
  }
}
