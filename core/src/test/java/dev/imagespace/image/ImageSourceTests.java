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
        "HTTPS://example.org/a.png",
        "ftp://example.org/a.png",
        "nested:/app.jar/!a.png"
      })
  void textWithASchemeIsAUri(String text) {
    assertThat(ImageSource.parse(text)).isEqualTo(ImageSource.of(URI.create(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.png",
        "/tmp/a.png",
        "C:\\pictures\\a.png",
        "c:/pictures/a.png",
        " a.png",
        "\\\\server\\share\\a.png",
        "iVBORw0KGgo=",
        "dataset/a.png",
        "https"
      })
  void anyOtherTextIsAPathAndNeverBase64(String text) {
    assertThat(ImageSource.parse(text)).isEqualTo(new ImageSource.NamedFile(Path.of(text)));
  }

  @Test
  void whiteSpaceAroundAUriDoesNotCount() {
    assertThat(ImageSource.parse(" data:image/png;base64,AAAA\n"))
        .isEqualTo(ImageSource.of(URI.create("data:image/png;base64,AAAA")));
    assertThat(ImageSource.parse("\tFile:/tmp/a.png"))
        .isEqualTo(ImageSource.of(URI.create("File:/tmp/a.png")));
  }

  @Test
  void filesOfATrustedTextAreLikeThoseOfCode() {
    for (String text : new String[] {"a b.png", "/tmp/a.png"}) {
      assertThat(ImageSource.parseTrusted(text)).isEqualTo(ImageSource.of(Path.of(text)));
    }
    assertThat(ImageSource.parseTrusted("FILE:///tmp/a%20b.png"))
        .isEqualTo(ImageSource.of(Path.of("/tmp/a b.png")));
    assertThat(ImageSource.parseTrusted("https://example.org/a.png"))
        .isEqualTo(ImageSource.parse("https://example.org/a.png"));
    assertThatThrownBy(() -> ImageSource.parseTrusted("file://server/a.png"))
        .isInstanceOf(ImageRejectedException.class);
  }

  @Test
  void onlyUrlsAreRemote() {
    assertThat(ImageSource.parse("HTTP://example.org/a.png").isRemote()).isTrue();
    assertThat(ImageSource.parse("https://example.org/a.png").isRemote()).isTrue();
    assertThat(ImageSource.parse("data:image/png;base64,AAAA").isRemote()).isFalse();
    assertThat(ImageSource.parse("file:/tmp/a.png").isRemote()).isFalse();
    assertThat(ImageSource.parse("http.png").isRemote()).isFalse();
  }

  /** Java asks the locale's encoding for the bytes of a name; nothing can encode these two. */
  @ParameterizedTest
  @ValueSource(strings = {"a\0b.png", "/tmp/\ud800.png"})
  void textThatCanBeNoNameIsRefused(String text) {
    assertThatThrownBy(() -> ImageSource.parse(text))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("Not a valid path of " + text.length() + " characters")
        .hasNoCause();
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
    assertThat(ImageSource.parse("https://me:secret@[::1]:80/a.png"))
        .hasToString("https://[::1]:80/a.png");
  }

  /** Where a password was not encoded, or slashes are missing, nobody can say what is what. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://me:sec/ret@example.org/a.png",
        "https://me:sec?ret@example.org/a.png",
        "https://me:sec#ret@example.org/a.png",
        "https:/me:secret@example.org/a.png",
        "https:///me:secret@example.org/a.png",
        "https:me:secret@example.org/a.png",
        " https://me:secret@example.org/a b.png",
        "ftp://me:sec/ret@example.org/a.png",
        "htps:/me:secret@example.org/a.png?token=secret",
        "https:\\\\me:secret@example.org\\a.png"
      })
  void credentialsOfAMalformedUrlAreNotNamed(String text) {
    String named;
    try {
      named = ImageSource.parse(text).describe();
    } catch (ImageRejectedException e) {
      named = e.getMessage();
    }
    assertThat(named).doesNotContain("sec").doesNotContain("ret@");
    assertThat(ImageSource.of(Path.of(text)).describe()).doesNotContain("sec");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hdfs://me:secret@host/my picture.png?token=secret",
        "s3://bucket/my picture.png?X-Signature=secret",
        "s3://me:sec/ret secret@bucket/my picture.png",
        "https://host/a|b.png#secret"
      })
  void secretsInTheNameOfAStreamAreNotShown(String name) {
    assertThat(ImageSource.of(name, InputStream::nullInputStream).describe())
        .doesNotContain("secret")
        .doesNotContain("sec/ret");
  }

  @Test
  void aStreamIsNamedAsOtherSourcesAre() {
    assertThat(stream("s3://bucket/a.png")).hasToString("s3://bucket/a.png");
    assertThat(stream("hdfs://anna:secret@host/a.png?token=secret"))
        .hasToString("hdfs://host/a.png");
    assertThat(stream("s3://bucket/my picture.png")).hasToString("s3://bucket/my picture.png");
    assertThat(stream(BASE64)).hasToString("stream with a name of 400 characters");
    assertThat(stream("x\n" + "y".repeat(3_000) + ".png").describe())
        .hasSize(100)
        .startsWith("x\uFFFDyyy")
        .endsWith("y.png");
    assertThatThrownBy(() -> stream(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void streamsAreTheSameWhereNameAndOpenerAre() {
    ImageSource.Opener opener = () -> InputStream.nullInputStream();
    ImageSource.Opener other = () -> InputStream.nullInputStream();
    assertThat(ImageSource.of("a", opener))
        .isEqualTo(ImageSource.of("a", opener))
        .isNotEqualTo(ImageSource.of("b", opener))
        .isNotEqualTo(ImageSource.of("a", other));
  }

  private static ImageSource stream(String name) {
    return ImageSource.of(name, InputStream::nullInputStream);
  }
}
