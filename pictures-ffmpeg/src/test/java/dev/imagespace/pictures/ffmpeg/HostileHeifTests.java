package dev.imagespace.pictures.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageRejectedException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HostileHeifTests {
  private static final int[] HUGE = {0x7f, 0xff, 0xff, 0xff};

  private static void assertRefused(byte[] file, Reason reason, String because) {
    assertThatThrownBy(() -> HeifGoldens.decoded(file))
        .isInstanceOfSatisfying(
            ImageRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(because);
  }

  @Test
  void sizeBeyondTheLimitsIsRefused() {
    assertRefused(
        HeifGoldens.patched("heic-422.heic", "ispe", 4, HUGE), Reason.TOO_LARGE, "a side");
  }

  @Test
  void sizeOfAGridBeyondTheLimitsIsRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "idat", 4, 0xff, 0xff, 0xff, 0xff);

    assertRefused(file, Reason.TOO_LARGE, "the limit is 120000000 pixels");
  }

  @Test
  void hevcStreamLargerThanItsFileSaysIsRefused() {
    byte[] file = HeifGoldens.patched("heic-422.heic", "ispe", 4, 0, 0, 0, 8, 0, 0, 0, 8);

    assertRefused(file, Reason.DAMAGED, "HEVC stream");
  }

  @Test
  void av1StreamLargerThanItsFileSaysIsRefusedBeforeItIsDecoded() {
    byte[] file = HeifGoldens.patched("avif-420.avif", "ispe", 4, 0, 0, 0, 8, 0, 0, 0, 8);

    assertRefused(file, Reason.DAMAGED, "its AV1 stream is 96×64 pixels, and its file says 8×8");
  }

  @Test
  void streamSmallerThanItsFileSaysIsRefused() {
    byte[] hevc = HeifGoldens.patched("heic-422.heic", "ispe", 4, 0, 0, 4, 0, 0, 0, 4, 0);
    byte[] av1 = HeifGoldens.patched("avif-420.avif", "ispe", 4, 0, 0, 4, 0, 0, 0, 4, 0);

    assertRefused(hevc, Reason.DAMAGED, "its file says 1024×1024");
    assertRefused(av1, Reason.DAMAGED, "its file says 1024×1024");
  }

  @Test
  void gridOfItselfIsRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "dimg", 4, 0, 1);

    assertRefused(file, Reason.UNSUPPORTED, "a grid of grids");
  }

  @Test
  void gridOfAMissingItemIsRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "dimg", 4, 0x77, 0x77);

    assertRefused(file, Reason.DAMAGED, "item 30583 is spoken of, and missing");
  }

  @Test
  void gridOfOtherNumbersThanItHasTilesIsRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "idat", 2, 255, 255);

    assertRefused(file, Reason.DAMAGED, "a grid of 256×256 tiles has 4");
  }

  @Test
  void gridThatItsTilesDoNotCoverIsRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "idat", 4, 0, 200, 0, 100);

    assertRefused(file, Reason.DAMAGED, "are no picture of 200×100");
  }

  @Test
  void itemsOutsideOfTheFileAreRefused() {
    byte[] offset = HeifGoldens.patched("heic-grid-turned.heic", "iloc", 4 + 4 + 16 + 8, HUGE);

    assertRefused(offset, Reason.DAMAGED, "an item lies outside the file");
  }

  @Test
  void moreItemsThanTheBoxHoldsAreRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "iloc", 6, 0xff, 0xff);

    assertRefused(file, Reason.DAMAGED, "a box ends before its content does");
  }

  @Test
  void morePropertiesThanThereAreAreRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "ipma", 4 + 4 + 3, 0x7f);

    assertRefused(file, Reason.DAMAGED, "has property 127 of");
  }

  @Test
  void boxLongerThanItsParentIsRefused() {
    byte[] file = HeifGoldens.patched("heic-grid-turned.heic", "ipco", -8, HUGE);

    assertRefused(file, Reason.DAMAGED, "a box is longer than the one it lies in");
  }

  @Test
  void cleanApertureWithoutDenominatorIsRefused() {
    byte[] file = HeifGoldens.patched("heic-irot2-clap.heic", "clap", 4, 0, 0, 0, 0);
    byte[] neither = HeifGoldens.patched("heic-irot2-clap.heic", "clap", 0, new int[32]);

    assertThat(HeifGoldens.decoded(file).width()).isEqualTo(96);
    assertRefused(neither, Reason.DAMAGED, "nothing is left of it");
  }

  @Test
  void propertyThatMustBeKnownAndIsNotIsRefusedByItsName() {
    byte[] file = HeifGoldens.patched("heic-irot2-clap.heic", "irot", -4, 'z', 'z', 'z', 'z');

    assertRefused(file, Reason.UNSUPPORTED, "cannot be shown without property 'zzzz'");
  }

  @Test
  void anotherCodingIsRefusedByItsName() {
    byte[] file = HeifGoldens.patched("heic-irot2-clap.heic", "hvc1", -4, 'v', 'v', 'c', '1');

    assertRefused(file, Reason.UNSUPPORTED, "coded as 'vvc1'");
  }

  @Test
  void fileCutAnywhereIsRefused() {
    for (String name : new String[] {"heic-420.heic", "avif-alpha.avif", "heic-grid.heic"}) {
      byte[] whole = HeifGoldens.bytes(name);
      for (int length = 16; length < whole.length - 1; length += 97) {
        byte[] cut = Arrays.copyOf(whole, length);

        assertThatThrownBy(() -> HeifGoldens.decoded(cut))
            .as("%s of %d bytes", name, length)
            .isInstanceOf(ImageRejectedException.class);
      }
    }
  }

  @Test
  void damagedStreamIsRefusedAndNotMadeUp() {
    byte[] file = HeifGoldens.bytes("avif-420.avif");
    Arrays.fill(file, file.length - 1500, file.length - 1000, (byte) 0xff);

    assertRefused(file, Reason.DAMAGED, "its AV1 stream is damaged or truncated");
  }
}
