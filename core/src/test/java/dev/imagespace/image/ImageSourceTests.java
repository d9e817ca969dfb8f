package dev.imagespace.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourceTests {
  private static final String BASE64 = Base64.getEncoder().encodeToString(new byte[300]);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/png;base64,AAAA",
        "DATA:image/png;base64,AAAA",
        "file:///tmp/a.png",
        "http://example.org/a.png",
        "HTTPS://example.org/a.png"
      })
  void textWithAKnownSchemeIsAUri(String text) {
    assertThat(ImageSource.parse(text)).isEqualTo(ImageSource.of(URI.create(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.png",
        "/tmp/a.png",
        "C:\\pictures\\a.png",
        "c:/pictures/a.png",
        "iVBORw0KGgo=",
        "ftp://example.org/a.png",
        "dataset/a.png",
        "https"
      })
  void anyOtherTextIsAPathAndNeverBase64(String text) {
    assertThat(ImageSource.parse(text)).isEqualTo(ImageSource.of(Path.of(text)));
  }

  @Test
  void wrappedBase64OfADataUriIsUnwrapped() {
    assertThat(ImageSource.parse("data:image/png;base64,AA\r\nAA"))
        .isEqualTo(ImageSource.of(URI.create("data:image/png;base64,AAAA")));
  }

  @Test
  void blankTextIsRefused() {
    assertThatThrownBy(() -> ImageSource.parse(" \n"))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("empty text");
  }

  @Test
  void base64IsDecodedAndMayBeWrapped() {
    assertThat(ImageSource.ofBase64("AQID\nBA=="))
        .isEqualTo(ImageSource.of(new byte[] {1, 2, 3, 4}));
  }

  @Test
  void textThatIsNotBase64IsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> ImageSource.ofBase64("secret!"))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("7 characters")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(() -> ImageSource.ofBase64("data:image/png;base64,AAAA"))
        .hasMessageContaining("ImageSource.parse");
  }

  @Test
  void uriThatIsNotValidIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> ImageSource.parse("https://me:secret@example.org/a b.png"))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("https: URI")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void urlIsNamedWithoutCredentialsQueryAndFragment() {
    assertThat(ImageSource.parse("https://me:secret@example.org:8443/a.png?token=secret#x"))
        .hasToString("https://example.org:8443/a.png");
    assertThat(ImageSource.parse("https://me:secret@under_score/a.png?token=secret").describe())
        .isEqualTo("https://under_score/a.png");
  }

  @Test
  void contentIsNeverNamed() {
    assertThat(ImageSource.parse("data:image/png;base64," + BASE64).toString())
        .isEqualTo("data: URI of 422 characters");
    assertThat(ImageSource.ofBase64(BASE64)).hasToString("picture of 300 bytes");
    assertThat(ImageSource.parse(BASE64.repeat(20)).describe())
        .isEqualTo("path of 8000 characters");
  }

  @Test
  void fileIsNamedByItsPath() {
    assertThat(ImageSource.parse("some/where.png").describe())
        .isEqualTo(Path.of("some", "where.png").toString());
    assertThat(ImageSource.parse("file:///tmp/a.png").describe()).isEqualTo("file:/tmp/a.png");
  }

  @Test
  void bytesAreCopiedInAndOut() {
    byte[] bytes = {1, 2, 3};
    ImageSource.Bytes source = new ImageSource.Bytes(bytes);
    bytes[0] = 9;
    source.bytes()[1] = 9;
    assertThat(source.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void aStreamIsReadAtOnceWithinTheLimit() throws IOException {
    byte[] bytes = {1, 2, 3};
    ImageLimits three = new ImageLimits(1, 1, 3);
    assertThat(ImageSource.of(new ByteArrayInputStream(bytes), three))
        .isEqualTo(ImageSource.of(bytes));
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    assertThatThrownBy(() -> ImageSource.of(endless, three))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("stream: picture is larger than the limit of 3 bytes")
        .hasMessageContaining("imagespace.image.max-bytes");
  }
}
