package dev.imagespace.image.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.png",
        "/home/Anna/Pictures/Holiday 2024/IMG_20240101.jpg",
        "/Users/JohnDoe/Pictures/DCIM/100CANON/IMG_0001.JPG",
        "C:\\Bilder\\Müller\\日本.png",
        "/srv/store/9f/86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      })
  void anUsualNameIsNoBase64(String name) {
    assertThat(Base64Text.isLikely(name)).isFalse();
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
        assertThat(Base64Text.isLikely(text)).as(text.substring(0, 40)).isTrue();
      }
    }
  }

  @Test
  void base64OfAnythingElseIsKnownByItsCapitals() {
    byte[] bytes = new byte[30];
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      random.nextBytes(bytes);
      assertThat(Base64Text.isLikely(Base64.getEncoder().encodeToString(bytes))).isTrue();
    }
    assertThat(Base64Text.isLikely("A".repeat(60_000_000))).isTrue();
  }
}
