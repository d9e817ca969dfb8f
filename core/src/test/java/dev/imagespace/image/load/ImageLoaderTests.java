package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoaderTests {
  private final ImageLoader loader = new ImageLoader(ImageLimits.defaults());

  @Test
  void everyKindOfSourceGivesTheSamePixels() {
    Path file = GoldenPictures.image("rgb_1x1.png");
    byte[] bytes = GoldenPictures.bytes("rgb_1x1.png");
    String base64 = Base64.getEncoder().encodeToString(bytes);
    byte[] pixel = {(byte) 234, (byte) 151, 123};
    assertThat(loader.load(ImageSource.of(file)).samples()).isEqualTo(pixel);
    assertThat(loader.load(ImageSource.of(bytes)).samples()).isEqualTo(pixel);
    assertThat(loader.load(ImageSource.ofBase64(base64)).samples()).isEqualTo(pixel);
    assertThat(loader.load(ImageSource.parse("data:image/jpeg;base64," + base64)).samples())
        .as("the media type is a claim")
        .isEqualTo(pixel);
  }

  @Test
  void dataUriThatIsNotBase64IsRefused() {
    assertRefused(ImageSource.parse("data:image/svg+xml,%3Csvg/%3E"), "only base64 is read");
    assertRefused(ImageSource.parse("data:image/png;base64"), "only base64 is read");
    assertRefused(ImageSource.parse("data:image/png;base64,!!!!"), "Not base64");
  }

  @Test
  void urlsAreRefusedWithThePropertyThatAllowsThem() {
    assertThatThrownBy(() -> loader.load(ImageSource.parse("https://me:key@example.org/a.png?k=v")))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("https://example.org/a.png")
        .hasMessageContaining("imagespace.image.url.enabled")
        .hasMessageNotContaining("key");
  }

  @Test
  void otherSchemesAreRefused() {
    assertRefused(ImageSource.of(URI.create("ftp://example.org/a.png")), "http: and https:");
    assertRefused(ImageSource.of(URI.create("relative.png")), "http: and https:");
    assertRefused(ImageSource.of(URI.create("file://server/a.png")), "file of this machine");
    assertRefused(ImageSource.of(URI.create("mailto:someone")), "mailto: URI");
    assertRefused(ImageSource.of(URI.create("jar:file:/app.jar!/a.png")), "http: and https:");
    assertRefused(ImageSource.parse("nested:/app.jar/!a.png"), "http: and https:");
  }

  @Test
  void whatIsNoFileIsRefused(@TempDir Path folder) {
    assertRefused(ImageSource.of(folder.resolve("absent.png")), "absent.png: no such file");
    assertRefused(ImageSource.of(folder), "not a regular file");
  }

  @Test
  void base64GivenAsAPathIsNotRepeated() {
    String base64 = Base64.getEncoder().encodeToString(new byte[30_000]);
    assertThatThrownBy(() -> loader.load(ImageSource.parse(base64)))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("path of 40000 characters, by its looks base64")
        .hasMessageContaining("ImageSource.ofBase64")
        .hasMessageNotContaining("AAAA")
        .hasNoCause();
  }

  @Test
  void aShortPictureInBase64GivenAsAPathIsNotRepeated() {
    String base64 = Base64.getEncoder().encodeToString(GoldenPictures.bytes("rgb_1x1.png"));
    for (String text : new String[] {base64, '"' + base64, base64.replaceAll(".{20}", "$0\n")}) {
      assertThatThrownBy(() -> loader.load(ImageSource.parse(text)))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageContaining("ImageSource.ofBase64")
          .hasMessageNotContaining(base64.substring(0, 8))
          .hasMessageNotContaining(base64.substring(8, 16));
    }
  }

  @Test
  void picturesAboveTheByteLimitAreRefusedWhateverTheyComeFrom() {
    ImageLoader small = new ImageLoader(new ImageLimits(1_000, 1_000, 68));
    byte[] bytes = GoldenPictures.bytes("rgb_1x1.png");
    ImageSource[] sources = {
      ImageSource.of(GoldenPictures.image("rgb_1x1.png")),
      ImageSource.of(bytes),
      ImageSource.parse("data:;base64," + Base64.getEncoder().encodeToString(bytes))
    };
    for (ImageSource source : sources) {
      assertThatThrownBy(() -> small.load(source))
          .isInstanceOf(ImageRejectedException.class)
          .hasMessageContaining("limit of 68 bytes")
          .hasMessageContaining("imagespace.image.max-bytes");
    }
    for (long enough : new long[] {69, Long.MAX_VALUE}) {
      ImageLoader large = new ImageLoader(new ImageLimits(1_000, 1_000, enough));
      assertThat(large.load(sources[0]).width()).isEqualTo(1);
      assertThat(large.load(sources[1]).width()).isEqualTo(1);
    }
  }

  private void assertRefused(ImageSource source, String reason) {
    assertThatThrownBy(() -> loader.load(source))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void samplingKeepsAtLeastTwiceTheNeededPixelsOfAJpeg() {
    ImageSource photo = ImageSource.of(GoldenPictures.image("photo_rocket.jpg"));
    DecodedImage whole = new ImageLoader(ImageLimits.defaults()).load(photo);
    int side = Math.min(whole.width(), whole.height());
    DecodedImage part =
        ImageLoader.sampling(ImageLoading.defaults(), Resources.shared(), side / 6).load(photo);
    assertThat(part.width()).isEqualTo((whole.width() + 1) / 2);
    assertThat(part.height()).isEqualTo((whole.height() + 1) / 2);
    DecodedImage small =
        ImageLoader.sampling(ImageLoading.defaults(), Resources.shared(), side / 3).load(photo);
    assertThat(small.samples()).isEqualTo(whole.samples());
  }
}
