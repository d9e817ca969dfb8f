package dev.imagespace.pictures.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.DecodeBudget;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.testing.LimitedBudget;
import java.util.concurrent.CancellationException;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class HeifLimitsTests {
  private final HeifDecoder decoder = new HeifDecoder();

  private static EncodedImage image(String name, ImageLimits limits, DecodeBudget budget) {
    return new EncodedImage(HeifGoldens.bytes(name), name, limits, budget);
  }

  @Test
  void pixelsOfTheWholeGridCount() {
    ImageLimits limits = new ImageLimits(150 * 100 - 1, 1000, 1_000_000);
    EncodedImage image = image("heic-grid.heic", limits, DecodeBudget.UNLIMITED);

    assertThatThrownBy(() -> decoder.decode(image))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("image is 150×100 pixels; the limit is 14999 pixels");
  }

  @Test
  void decoderAsksBeforeEachTileWhetherToGoOn() {
    LimitedBudget budget = new LimitedBudget(5);
    EncodedImage image = image("heic-grid.heic", ImageLimits.defaults(), budget);

    assertThatThrownBy(() -> decoder.decode(image)).isInstanceOf(CancellationException.class);
    // Its six tiles, and no row of pixels.
    assertThat(budget.asked()).isEqualTo(6);
  }

  @Test
  void decoderAsksInEachRowOfPixels() {
    LimitedBudget budget = new LimitedBudget(Integer.MAX_VALUE);

    decoder.decode(image("avif-420.avif", ImageLimits.defaults(), budget));

    assertThat(budget.asked()).isGreaterThan(64);
  }

  @Test
  void memoryIsReservedForPlanesPixelsAndTheNativeDecoder() {
    Reserved budget = new Reserved();
    EncodedImage image = image("heic-10bit.heic", ImageLimits.defaults(), budget);

    decoder.decode(image);

    long planes = 96 * 64 * 3;
    long nativeFrame = (96 + 640) * (64 + 640) * 3L;
    assertThat(budget.bytes).isGreaterThan(planes + 4 * nativeFrame).isLessThan(8_000_000);
  }

  @Test
  void whoeverGetsNoMemoryDecodesNothing() {
    DecodeBudget none =
        new Reserved() {
          @Override
          public void reserve(long bytes, String name) {
            throw new ImageRejectedException(ImageRejectedException.Reason.TOO_LARGE, name);
          }
        };
    EncodedImage image = image("heic-420.heic", ImageLimits.defaults(), none);

    assertThatThrownBy(() -> decoder.decode(image)).isInstanceOf(ImageRejectedException.class);
  }

  @Test
  void nativeMemoryIsGivenBackHoweverADecodingEnds() {
    byte[] damaged = HeifGoldens.bytes("heic-large.heic");
    damaged[damaged.length - 200] ^= 0x55;
    byte[] other = HeifGoldens.patched("avif-large.avif", "ispe", 4, 0, 0, 8, 0, 0, 0, 8, 0);
    decodeAll(10, damaged, other);
    long before = outsideOfTheHeap();

    decodeAll(40, damaged, other);

    // A frame left behind each time would be 60 MB of each of them, 4.8 GB in all.
    assertThat(outsideOfTheHeap() - before).isLessThan(400L << 20);
  }

  private static long outsideOfTheHeap() {
    return Pointer.physicalBytes() - Runtime.getRuntime().totalMemory();
  }

  private static void decodeAll(int times, byte[] damaged, byte[] other) {
    for (int i = 0; i < times; i++) {
      assertThat(HeifGoldens.decoded("avif-large.avif").width()).isEqualTo(1024);
      assertThat(HeifGoldens.decoded("heic-large.heic").width()).isEqualTo(1024);
      assertThatThrownBy(() -> HeifGoldens.decoded(other))
          .isInstanceOf(ImageRejectedException.class);
      assertThatThrownBy(() -> HeifGoldens.decoded(damaged))
          .isInstanceOf(ImageRejectedException.class);
    }
  }

  /** Notes what is asked for. */
  private static class Reserved implements DecodeBudget {
    private long bytes;

    @Override
    public boolean isStopped() {
      return false;
    }

    @Override
    public void expect(long pixels) {}

    @Override
    public void reserve(long all, String name) {
      bytes = all;
    }

    @Override
    public long inUse(PictureShape shape) {
      return 0;
    }
  }
}
