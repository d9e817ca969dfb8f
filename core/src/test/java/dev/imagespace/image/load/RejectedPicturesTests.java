package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedPicturesTests {
  private final ImageLoader loader = new ImageLoader(ImageLimits.defaults());

  @ParameterizedTest
  @CsvSource({
    "fail_empty.png, Not a picture in a supported format",
    "fail_html.jpg, Not a picture in a supported format",
    "fail_truncated.jpg, truncated",
    "fail_truncated.png, truncated",
    "fail_bomb.png, max-pixels"
  })
  void whatCannotBeReadIsRefusedByNameAndReason(String name, String reason) {
    assertThatThrownBy(() -> loader.load(ImageSource.of(GoldenPictures.image(name))))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"ftypavif, AVIF", "ftypheic, HEIC", "ftypmif1, HEIC"})
  void formatsOfTheIsoFamilyAreToldApartByTheirBrand(String brand, String format) {
    byte[] bytes =
        ("\0\0\0\u0018" + brand + "\0\0\0\0")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> loader.load(ImageSource.of(bytes)))
        .hasMessageContaining("format not supported: " + format);
  }

  @Test
  void bombIsRefusedByItsHeader() {
    byte[] header = Arrays.copyOf(GoldenPictures.bytes("fail_bomb.png"), 45);
    assertThatThrownBy(() -> loader.load(ImageSource.of(header)))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("30000×30000 pixels; the limit is 120000000 pixels")
        .hasMessageContaining("imagespace.image.max-pixels");
  }

  @Test
  void largePictureWithinTheLimitsIsRead() {
    assertThat(GoldenPictures.decoded("warn_large.png").width()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb_odd.png",
        "jpeg422.jpg",
        "progressive.jpg",
        "animated.gif",
        "rgb24.bmp",
        "photo.webp",
        "alpha_lossless.webp",
        "lzw.tiff"
      })
  void limitsOfPixelsAndSideHoldForEveryFormat(String name) {
    DecodedImage image = GoldenPictures.decoded(name);
    long pixels = (long) image.width() * image.height();
    int side = Math.max(image.width(), image.height());
    ImageSource source = ImageSource.of(GoldenPictures.bytes(name));
    assertThatThrownBy(
            () -> new ImageLoader(new ImageLimits(pixels - 1, side, 1 << 20)).load(source))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("%d×%d".formatted(image.width(), image.height()))
        .hasMessageContaining("imagespace.image.max-pixels");
    assertThatThrownBy(
            () -> new ImageLoader(new ImageLimits(pixels, side - 1, 1 << 20)).load(source))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("imagespace.image.max-side");
    assertThatCode(() -> new ImageLoader(new ImageLimits(pixels, side, 1 << 20)).load(source))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb_trns.png",
        "p_trns.png",
        "jpeg444.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "transparent.gif",
        "rgb24.bmp",
        "photo.webp",
        "alpha_lossless.webp",
        "lzw.tiff"
      })
  void pictureCutAnywhereIsRefused(String name) {
    byte[] whole = GoldenPictures.bytes(name);
    for (int percent = 1; percent < 100; percent += 7) {
      byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
      assertThatThrownBy(() -> loader.load(ImageSource.of(part)))
          .as("%s cut to %d bytes", name, part.length)
          .isInstanceOf(ImageRejectedException.class);
    }
  }

  @Test
  void jpegCutAndClosedAgainIsRefused() {
    byte[] half = GoldenPictures.bytes("jpeg444.jpg");
    half = Arrays.copyOf(half, half.length / 2);
    half[half.length - 2] = (byte) 0xff;
    half[half.length - 1] = (byte) 0xd9;
    ImageSource source = ImageSource.of(half);
    assertThatThrownBy(() -> loader.load(source))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("the pixels end early");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb_trns.png",
        "p_trns.png",
        "gray4bit.png",
        "gray.jpg",
        "exif6.jpg",
        "cmyk.jpg",
        "animated.gif",
        "rgb24.bmp",
        "photo.webp",
        "alpha_lossless.webp",
        "lzw.tiff"
      })
  void hostileBytesAreDecodedOrRefusedAndNothingElse(String name) {
    byte[] whole = GoldenPictures.bytes(name);
    ImageLoader careful = new ImageLoader(new ImageLimits(1_000_000, 10_000, 1 << 20));
    Random random = new Random(name.hashCode());
    for (int round = 0; round < 150; round++) {
      byte[] bytes = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(round % 2 == 0 ? 100 : bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(careful.load(ImageSource.of(bytes)).samples()).isNotEmpty();
      } catch (ImageRejectedException e) {
        assertThat(e).hasMessageContaining("picture of " + bytes.length + " bytes");
      }
    }
  }
}
