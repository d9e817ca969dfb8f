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
  @ValueSource(
      strings = {
        "a.png",
        "/home/Anna/Pictures/Holiday 2024/IMG_20240101.jpg",
        "/Users/JohnDoe/Pictures/DCIM/100CANON/IMG_0001.JPG",
        "C:\\Bilder\\Müller\\日本.png",
        "/srv/store/9f/86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      })
  void anUsualNameIsShownAsItIs(String name) {
    assertThat(Shown.name(name)).isEqualTo(name);
  }

  @Test
  void aLongNameIsShownByItsTwoEnds() {
    String name = "/beginning/" + "long/".repeat(5_000) + "end.png";
    assertThat(Shown.name(name))
        .hasSize(100)
        .startsWith("/beginning/")
        .contains("…")
        .endsWith("/end.png");
  }

  /** Forged log lines, colours of a terminal, text that reads backwards or is not seen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nERROR b", "a\r\nb", "a\u001b[31mb", "a\u009b31mb", "a\bb", "a\u0000b", "a\u202egnp.exe",
        "a\u2066b", "a\u200bb", "a\u2028b", "a\u2029b", "a\u0085b", "a\ufeffb", "a\ud800b",
        "a\ud83db", "a\udb40\udc41b", "a\ue000b", "a\uffffb"
      })
  void whatIsNoLetterToTheEyeIsReplaced(String name) {
    assertThat(Shown.of(name)).startsWith("a\uFFFD").doesNotContain(name.substring(1, 2));
    assertThat(Shown.name(name)).startsWith("a\uFFFD").doesNotContain(name.substring(1, 2));
    assertThat(Shown.name("x".repeat(20_000) + name)).contains("\uFFFD");
  }

  @Test
  void aPairIsNotCutInTwo() {
    String name = "x".repeat(29) + "\ud83d\ude00".repeat(100);
    assertThat(Shown.name(name).chars().filter(c -> c == 0xfffd).count()).isLessThanOrEqualTo(2);
    assertThat(Shown.name(name)).matches("\\P{Cs}*");
  }

  @Test
  void ofALongMessageBothEndsAreKept() {
    assertThat(Shown.message("What. " + "a".repeat(10_000) + " Do this."))
        .startsWith("What.")
        .endsWith("Do this.")
        .hasSizeLessThan(2000);
  }
}
