package dev.imagespace.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTests {

  @Test
  void aNameStandsAsItIs() {
    assertThat(Shown.of("visual.proj")).isEqualTo("visual.proj");
    assertThat(Shown.of("Überschrift 日本 🚲")).isEqualTo("Überschrift 日本 🚲");
  }

  @Test
  void aLongOneIsCutAndItsLengthTold() {
    assertThat(Shown.of("a".repeat(60_000_000)))
        .startsWith("aaaa")
        .endsWith("… (60,000,000 characters)")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u001b[2Jb", "a\u202eb", "a\u2028b", "a\u0000b", "a\ud800b"})
  void whatIsNotToBeSeenIsAQuestionMark(String name) {
    assertThat(Shown.of(name)).startsWith("a?").endsWith("b");
  }

  @Test
  void ofALongMessageBothEndsAreKept() {
    assertThat(Shown.message("What. " + "a".repeat(10_000) + " Do this."))
        .startsWith("What.")
        .endsWith("Do this.")
        .hasSizeLessThan(2000);
  }
}
