package dev.imagespace.pictures.decode.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which colours the components of a JPEG are: by the rules of libjpeg, not of the JDK. */
class JpegMarkersTests {
  private static final int SOI = 2;
  private static final int JFIF = 18;

  private final byte[] jpeg444 = GoldenPictures.bytes("jpeg444.jpg");

  @Test
  void componentsAreLuminanceAndChrominanceWithoutAnyMarkerToSaySo() {
    assertThat(load(without(jpeg444, SOI, JFIF)).samples()).isEqualTo(load(jpeg444).samples());
  }

  @Test
  void adobeMarkerSaysThatComponentsAreRgb() {
    byte[] rgb = with(without(jpeg444, SOI, JFIF), adobe(0));
    assertThat(GoldenPictures.sha256(load(rgb).samples()))
        .as("made with Pillow 13")
        .isEqualTo("f2f60242c69b03868b1c22e08359f1a84662f0c72c52fc5de06d4ea48da1212c");
  }

  @Test
  void jfifMarkerOutranksAdobes() {
    assertThat(load(with(jpeg444, adobe(0))).samples()).isEqualTo(load(jpeg444).samples());
  }

  @Test
  void adobeMarkerSaysThatFourComponentsAreYcck() {
    byte[] ycck = GoldenPictures.bytes("cmyk.jpg");
    assertThat(ycck[17]).as("transform of the Adobe marker").isZero();
    ycck[17] = 2;
    DecodedImage image = load(ycck);
    assertThat(image.mode()).isEqualTo(Mode.CMYK);
    assertThat(GoldenPictures.sha256(image.samples()))
        .as("made with Pillow 13")
        .isEqualTo("6748a59640535c4b1042f52a2342a53b28bc5be52f029abcfb57506f3c8459a0");
  }

  @Test
  void colourProfileChangesNoPixel() {
    byte[] swapped = GoldenPictures.bytes("icc_swapped.jpg");
    DecodedImage image = load(swapped);
    assertThat(new String(swapped, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("ICC_PROFILE");
    assertThat(GoldenPictures.sha256(image.samples()))
        .isEqualTo(
            GoldenPictures.json("goldens/image_facts.json")
                .getAsJsonObject("images")
                .getAsJsonObject("icc_swapped.jpg")
                .get("rgb_sha256")
                .getAsString());
  }

  @Test
  void whatFollowsThePictureIsIgnored() {
    byte[] longer = Arrays.copyOf(jpeg444, jpeg444.length + 1000);
    assertThat(load(longer).samples()).isEqualTo(load(jpeg444).samples());
  }

  @Test
  void ofTwoExifSegmentsTheFirstTellsTheOrientation() {
    byte[] twice = with(with(jpeg444, exif(1)), exif(6));
    assertThat(load(twice).orientation()).isEqualTo(6);
    assertThat(load(with(with(jpeg444, exif(6)), exif(1))).orientation()).isEqualTo(1);
  }

  private static byte[] exif(int orientation) {
    return new byte[] {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  @Test
  void withoutExifTheOrientationIsThatOfTheLastXmp() {
    byte[] turned = with(with(jpeg444, xmp(6)), xmp(3));
    assertThat(load(turned).orientation()).as("the last one stands behind").isEqualTo(6);
    assertThat(load(jpeg444).orientation()).isEqualTo(1);
  }

  private static byte[] xmp(int orientation) {
    String text =
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta tiff:Orientation=\"%d\"/>".formatted(orientation);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (text.length() + 2)});
    segment.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    return segment.toByteArray();
  }

  private static byte[] adobe(int transform) {
    return new byte[] {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
  }

  private static byte[] without(byte[] bytes, int from, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.write(bytes, from + length, bytes.length - from - length);
    return out.toByteArray();
  }

  private static byte[] with(byte[] bytes, byte[] segment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, SOI);
    out.writeBytes(segment);
    out.write(bytes, SOI, bytes.length - SOI);
    return out.toByteArray();
  }

  private static DecodedImage load(byte[] bytes) {
    return Pictures.exact().decode(bytes, ImageLimits.defaults());
  }
}
