package dev.imagespace.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CanonicalTextTests {
  private enum Colour {
    DARK_RED,
    GREEN
  }

  @Test
  void eachSettingIsALineSortedByName() {
    CanonicalText part = CanonicalText.of("block").with("width", 64);
    assertThat(CanonicalText.of("model").with("layers", 2).with("block", part).with("a", "b"))
        .hasToString("imagespace 1 model\na=b\nblock=block\nblock.width=64\nlayers=2\n");
  }

  @Test
  void fractionsAreWrittenToTheBit() {
    assertThat(
            CanonicalText.of("x").with("epsilon", 1e-5).withFloats("mean", List.of(0.5f, 0.4814f)))
        .hasToString("imagespace 1 x\nepsilon=0x1.4f8b588e368f1p-17\nmean=0x1.0p-1 0x1.ecf42p-2\n");
  }

  @Test
  void aSettingThatIsNeutralIsAsIfItWereNotThere() {
    assertThat(CanonicalText.of("x").withUnless(Colour.GREEN, "colour", Colour.GREEN))
        .hasToString(CanonicalText.of("x").toString());
    assertThat(CanonicalText.of("x").withUnless(Colour.GREEN, "colour", Colour.DARK_RED))
        .hasToString("imagespace 1 x\ncolour=dark-red\n");
    assertThat(CanonicalText.of("x").withUnless(0, "fill", 0).withUnless(0, "more", 1))
        .hasToString("imagespace 1 x\nmore=1\n");
  }
}
