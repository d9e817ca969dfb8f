package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import dev.imagespace.image.url.HostResolver;
import dev.imagespace.image.url.UrlConnector;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.png.PngDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTests {
  private static final ImageSource SPIN = ImageSource.of(new byte[] {'S'});
  private static final ImageSource PICTURE = ImageSource.of(UrlFixture.PICTURE);

  @Test
  void aDecoderThatIgnoresItsDeadlineIsCountedAndReplacedAndThenNothingMoreIsDecoded()
      throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    try (ImageLoader loader = loader(new Spinning(released), 3)) {
      for (int spinning = 1; spinning <= 3; spinning++) {
        assertThatThrownBy(() -> loader.load(SPIN))
            .hasMessageContaining("picture of 1 bytes")
            .hasMessageContaining("'imagespace.image.deadline'");
        assertThat(loader.stuckDecoders()).isEqualTo(spinning);
        if (spinning < 3) {
          assertThat(loader.load(PICTURE).width()).isEqualTo(1);
        }
      }
      assertThatThrownBy(() -> loader.load(PICTURE))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageContaining("3 decoders are past their deadline")
          .hasMessageContaining("'imagespace.image.max-stuck-decoders' is 3")
          .hasMessageContaining("Try again later")
          .hasMessageNotContaining("restart");
      released.countDown();
      for (int i = 0; i < 100 && loader.stuckDecoders() > 0; i++) {
        Thread.sleep(20);
      }
      assertThat(loader.load(PICTURE).width()).isEqualTo(1);
    }
  }

  @Test
  void aLateDecoderThatAsksIsStopped() {
    ImageDecoder reading =
        new Spinning(new CountDownLatch(0)) {
          @Override
          public DecodedImage decode(EncodedImage image) {
            while (true) {
              image.requireGoingOn();
            }
          }
        };
    try (ImageLoader loader = loader(reading, 1)) {
      assertThatThrownBy(() -> loader.load(SPIN))
          .hasMessageContaining("not decoded within 100 ms")
          .hasMessageContaining("'imagespace.image.deadline'");
      assertThat(loader.stuckDecoders()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "progressive jpeg", "png", "gif", "bmp", "tiff"})
  void decodersStopInTheMiddle(String format) throws IOException {
    ImageSource large = ImageSource.of(large(format));
    ImageLoading loading =
        ImageLoading.builder().deadline(Duration.ofMillis(10)).maxStuckDecoders(1).build();
    try (ImageLoader loader = new ImageLoader(loading)) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(2),
          () ->
              assertThatThrownBy(() -> loader.load(large))
                  .hasMessageContaining("'imagespace.image.deadline'"));
      assertThat(loader.stuckDecoders()).isZero();
    }
  }

  @Test
  void aCancelledCallCountsAsStuckOnlyWhereItsDecoderIsPastItsTime() throws InterruptedException {
    CountDownLatch released = new CountDownLatch(1);
    ImageLoading patient =
        ImageLoading.builder().deadline(Duration.ofMinutes(5)).maxStuckDecoders(1).build();
    try (ImageLoader loader = loader(new Spinning(released), patient)) {
      for (int cancelled = 0; cancelled < 2; cancelled++) {
        Thread caller =
            new Thread(() -> assertThat(catchThrowable(() -> loader.load(SPIN))).isNotNull());
        caller.start();
        while (released.getCount() > 0 && !decoderRuns()) {
          Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();
        assertThat(loader.stuckDecoders()).isZero();
        assertThat(loader.load(PICTURE).width()).isEqualTo(1);
      }
    } finally {
      released.countDown();
    }
  }

  private static boolean decoderRuns() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(Spinning.class.getName()));
  }

  @Test
  void aClosedLoaderSaysSo() {
    ImageLoader loader = new ImageLoader(ImageLoading.defaults());
    loader.close();
    assertThatThrownBy(() -> loader.load(PICTURE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private static ImageLoader loader(ImageDecoder decoder, int maxStuck) {
    return loader(
        decoder,
        ImageLoading.builder().deadline(Duration.ofMillis(100)).maxStuckDecoders(maxStuck).build());
  }

  private static ImageLoader loader(ImageDecoder decoder, ImageLoading loading) {
    return new ImageLoader(
        loading,
        Pictures.of(List.of(decoder, new PngDecoder())),
        Resources.shared(),
        HostResolver.SYSTEM,
        UrlConnector.SYSTEM_TLS);
  }

  private static byte[] large(String format) throws IOException {
    BufferedImage image = new BufferedImage(5_000, 5_000, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 500_000; i++) {
      image.setRGB(i * 7 % 5_000, i % 5_000, i * 31);
    }
    ImageWriter writer =
        ImageIO.getImageWritersByFormatName(format.replace("progressive ", "")).next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (format.startsWith("progressive")) {
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Takes no notice of anything until it is released. */
  private static class Spinning implements ImageDecoder {
    private final CountDownLatch released;

    Spinning(CountDownLatch released) {
      this.released = released;
    }

    @Override
    public String format() {
      return "SPIN";
    }

    @Override
    public boolean recognises(EncodedImage image) {
      return image.startsWith('S');
    }

    @Override
    public DecodedImage decode(EncodedImage image) throws IOException {
      while (released.getCount() > 0) {
        Thread.onSpinWait();
      }
      throw new IOException("released");
    }
  }
}
