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
    byte[] damaged = HeifGoldens.bytes("heic-420.heic");
    damaged[damaged.length - 2000] ^= 0x55;
    byte[] small = HeifGoldens.patched("avif-420.avif", "ispe", 4, 0, 0, 4, 0, 0, 0, 4, 0);
    decodeAll(50, damaged, small);
    long before = Pointer.physicalBytes();

    decodeAll(400, damaged, small);

    // One frame left behind each time would be 100 MB.
    assertThat(Pointer.physicalBytes() - before).isLessThan(50L << 20);
  }

  private static void decodeAll(int times, byte[] damaged, byte[] small) {
    for (int i = 0; i < times; i++) {
      HeifGoldens.decoded("avif-420.avif");
      HeifGoldens.decoded("heic-420.heic");
      assertThatThrownBy(() -> HeifGoldens.decoded(small))
          .isInstanceOf(ImageRejectedException.class);
      try {
        HeifGoldens.decoded(damaged);
      } catch (ImageRejectedException e) {
        assertThat(e).hasMessageContaining("HEVC");
      }
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
