package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.webp.WebpDecoder;
import dev.imagespace.pictures.testing.WebpFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lossless WebP may have 65,536 groups of five codes, whatever its size. */
class WebpCodesTests {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int MANY = 65_536;

  private final MemoryInFlight memory = new MemoryInFlight(40_000_000);

  @Test
  void groupsThatNoRegionNamesAreReadAndForgotten() throws IOException {
    WebpFile file = withRegions(8);
    file.symbol(255).symbol(255);
    for (int region = 1; region < 4; region++) {
      file.symbol(0).symbol(0);
    }
    for (int group = 0; group < MANY; group++) {
      file.ofOneSymbol(5);
    }
    assertThat(decode(file).width()).isEqualTo(8);
    assertThat(memory.taken()).isLessThan(2_000_000);
  }

  @Test
  void groupsOfManySymbolsAreCountedBeforeTheyTakeMemory() {
    WebpFile file = withRegions(1024);
    for (int region = 0; region < MANY; region++) {
      file.symbol(region).symbol(region >> 8);
    }
    for (int group = 0; group < MANY; group++) {
      for (int code = 0; code < 4; code++) {
        file.ofAllBytes();
      }
      file.ofOneSymbol(1);
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("all pictures together may take 40000000")
        .hasMessageContaining("'imagespace.image.max-memory'");
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(200_000_000);
  }

  private DecodedImage decode(WebpFile file) throws IOException {
    Decoding decoding = new Decoding(new Countdown(Duration.ofMinutes(1)), memory.share());
    byte[] bytes = file.file();
    return new WebpDecoder()
        .decode(new EncodedImage(bytes, "webp", ImageLimits.defaults(), decoding));
  }

  /** No transform, no cache; regions of four by four pixels, in two bytes each. */
  private static WebpFile withRegions(int side) {
    WebpFile file = WebpFile.lossless(side, side, false).write(0, 1).write(0, 1);
    return file.write(1, 1).write(0, 3).write(0, 1).ofAllBytes().ofAllBytes().ofOneSymbol(3);
  }
}
