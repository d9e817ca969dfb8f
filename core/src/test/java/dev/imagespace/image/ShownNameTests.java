package dev.imagespace.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownNameTests {

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
    assertThat(ShownName.of(name)).isEqualTo(name);
    assertThat(ShownName.looksLikeBase64(name)).isFalse();
  }

  @Test
  void aLongNameIsShownByItsTwoEnds() {
    String name = "/beginning/" + "long/".repeat(5_000) + "end.png";
    assertThat(ShownName.of(name))
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
    assertThat(ShownName.of(name)).startsWith("a\uFFFD").doesNotContain(name.substring(1, 2));
    assertThat(ShownName.of("x".repeat(20_000) + name)).contains("\uFFFD");
  }

  @Test
  void aPairIsNotCutInTwo() {
    String name = "x".repeat(29) + "\ud83d\ude00".repeat(100);
    assertThat(ShownName.of(name).chars().filter(c -> c == 0xfffd).count()).isLessThanOrEqualTo(2);
    assertThat(ShownName.of(name)).matches("\\P{Cs}*");
  }

  @Test
  void base64OfAPictureIsKnownInWhateverDisguise() {
    for (String file : new String[] {"rgb_1x1.png", "transparent.gif", "photo_rocket.jpg"}) {
      byte[] bytes = GoldenPictures.bytes(file);
      String base64 = Base64.getEncoder().encodeToString(bytes);
      String url = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      for (String text :
          new String[] {
            base64,
            url,
            base64.substring(0, 40),
            " " + base64,
            "\"" + base64 + "\"",
            "b'" + base64 + "'",
            Base64.getMimeEncoder().encodeToString(bytes),
            "image/png;base64," + base64,
            "data%3Aimage%2Fpng%3Bbase64%2C" + base64,
            "data;base64," + base64
          }) {
        assertThat(ShownName.looksLikeBase64(text)).as(text.substring(0, 40)).isTrue();
      }
    }
  }

  @Test
  void base64OfAnythingElseIsKnownByItsCapitals() {
    byte[] bytes = new byte[30];
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      random.nextBytes(bytes);
      assertThat(ShownName.looksLikeBase64(Base64.getEncoder().encodeToString(bytes))).isTrue();
    }
    assertThat(ShownName.looksLikeBase64("A".repeat(60_000_000))).isTrue();
  }

  @Test
  void everySourceIsNamedThatWay() {
    String hostile = "x\n\u001b[31mFATAL\u202e/" + "y".repeat(3_000) + ".png";
    for (ImageSource source :
        new ImageSource[] {
          ImageSource.of(Path.of(hostile)),
          ImageSource.parse(hostile),
          ImageSource.of(Path.of(hostile).toUri()),
          ImageSource.parse("https://example.org/\u202e" + "y".repeat(3_000)),
          ImageSource.parse("zz" + "y".repeat(3_000) + ":/a")
        }) {
      assertThat(source.describe()).hasSizeLessThan(120).matches("[^\\p{Cc}\\p{Cf}]*");
    }
  }
}
