package dev.imagespace.pictures.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.PictureHeader;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of the kinds that readers of pictures get wrong, against what Pillow makes of them. */
class PictureKindsTests {
  private static final JsonObject KINDS = GoldenPictures.json("kinds/kinds.json");
  private static final List<Float> ONES = List.of(1f, 1f, 1f);
  private static final Map<Mode, String> NAMES =
      Map.ofEntries(
          Map.entry(Mode.BILEVEL, "1"),
          Map.entry(Mode.GRAY, "L"),
          Map.entry(Mode.GRAY16, "I;16"),
          Map.entry(Mode.GRAY_ALPHA, "LA"),
          Map.entry(Mode.PALETTE, "P"),
          Map.entry(Mode.RGB, "RGB"),
          Map.entry(Mode.RGBA, "RGBA"),
          Map.entry(Mode.CMYK, "CMYK"),
          Map.entry(Mode.YCBCR, "YCbCr"),
          Map.entry(Mode.INTEGER, "I"),
          Map.entry(Mode.FLOAT, "F"));

  static Stream<String> read() {
    return KINDS.keySet().stream().filter(name -> !kind(name).has("refused"));
  }

  static Stream<String> refused() {
    return KINDS.keySet().stream().filter(name -> kind(name).has("refused"));
  }

  static Stream<String> turned() {
    return read().filter(name -> kind(name).has("upright"));
  }

  private static JsonObject kind(String name) {
    return KINDS.getAsJsonObject(name);
  }

  private static byte[] file(String name) {
    return GoldenPictures.bytes(GoldenPictures.path("kinds").resolve(name));
  }

  @ParameterizedTest
  @MethodSource("read")
  void pixelsAreThoseOfPillowInItsMode(String name) {
    DecodedImage image = Pictures.exact().decode(file(name), ImageLimits.defaults());
    // Pillow has no LA of 16 bits: it widens to RGBA.
    boolean widened = name.startsWith("png-4-16");
    assertThat(widened ? "RGBA" : NAMES.get(image.mode()))
        .isEqualTo(kind(name).get("mode").getAsString());
    JsonArray size = kind(name).getAsJsonArray("size");
    assertThat(List.of(image.width(), image.height()))
        .containsExactly(size.get(0).getAsInt(), size.get(1).getAsInt());
    byte[] samples =
        image.mode() == Mode.PALETTE ? rgba(image) : widened ? widened(image) : image.samples();
    assertThat(GoldenPictures.sha256(samples)).isEqualTo(kind(name).get("pixels").getAsString());
  }

  @ParameterizedTest
  @MethodSource("read")
  void headerSaysWhatIsDecoded(String name) {
    PictureHeader header = Pictures.exact().header(file(name), ImageLimits.defaults());
    DecodedImage image = Pictures.exact().decode(file(name), ImageLimits.defaults());
    assertThat(header.mode()).isEqualTo(image.mode());
    assertThat(List.of(header.width(), header.height()))
        .containsExactly(image.width(), image.height());
    assertThat(name).startsWithIgnoringCase(header.format());
  }

  @ParameterizedTest
  @MethodSource("turned")
  void pictureIsUprightByThePolicyVisual(String name) {
    DecodedImage image = Pictures.exact().decode(file(name), ImageLimits.defaults());
    assertThat(image.orientation()).isNotEqualTo(ExifOrientation.UPRIGHT);
    boolean swapped = image.orientation() >= 5;
    int width = swapped ? image.height() : image.width();
    int height = swapped ? image.width() : image.height();
    PreprocessConfig config =
        new PreprocessConfig(
            height, width, ONES, ONES, Interpolation.BICUBIC, ResizeMode.SQUASH, 0, Peer.OPEN_CLIP);
    byte[] upright = new ImagePreprocessor(config, ImagePolicy.VISUAL).crop(image);
    assertThat(GoldenPictures.sha256(upright)).isEqualTo(kind(name).get("upright").getAsString());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNotWholeOrNotReadIsRefusedForItsReason(String name) {
    byte[] bytes = file(name);
    assertThatThrownBy(() -> Pictures.exact().decode(bytes, ImageLimits.defaults()))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining(reason(name));
  }

  private static String reason(String name) {
    return switch (name) {
      case "bmp-png-inside.bmp" -> "BMP compression 5 not supported";
      case "bmp-unknown-masks.bmp" -> "with masks f00, f0, f, 0 not supported";
      case "png-checksum-of-text.png" -> "the checksum of chunk tEXt is wrong";
      case "tiff-lab.tif" -> "photometric 8";
      case "tiff-lzma.tif" -> "LZMA (34925)";
      case "tiff-old-jpeg.tif" -> "old-style JPEG (6)";
      case "tiff-zstd.tif" -> "Zstandard (50000)";
      default -> "truncated";
    };
  }

  private static byte[] rgba(DecodedImage image) {
    byte[] alpha = image.palette().alpha();
    byte[] out = new byte[4 * image.samples().length];
    for (int i = 0; i < image.samples().length; i++) {
      int index = image.samples()[i] & 0xff;
      System.arraycopy(image.palette().rgb(), 3 * index, out, 4 * i, 3);
      out[4 * i + 3] = alpha == null ? (byte) 255 : alpha[index];
    }
    return out;
  }

  private static byte[] widened(DecodedImage image) {
    byte[] out = new byte[2 * image.samples().length];
    for (int i = 0; i < out.length; i += 4) {
      out[i] = out[i + 1] = out[i + 2] = image.samples()[i / 2];
      out[i + 3] = image.samples()[i / 2 + 1];
    }
    return out;
  }
}
