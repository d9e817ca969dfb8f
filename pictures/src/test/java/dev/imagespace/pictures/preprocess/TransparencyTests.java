package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.testing.PngFile;
import org.junit.jupiter.api.Test;

/**
 * The colour that a PNG declares transparent; the samples of REFERENCE were made with Pillow 13.
 */
class TransparencyTests {
  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final byte[] NONE = {};

  @Test
  void eightBitKeyIsTheSameColourUnderBothPolicies() {
    DecodedImage image = png(3, 8, GRAY, bytes(0, 7), bytes(6, 7, 8));
    assertThat(opaque(image, ImagePolicy.VISUAL)).containsExactly(6, 255, 8);
    assertThat(opaque(image, ImagePolicy.REFERENCE)).containsExactly(6, 255, 8);
  }

  @Test
  void bilevelKeyIsTheSameColourUnderBothPolicies() {
    DecodedImage image = png(4, 1, GRAY, bytes(0, 0), bytes(0b0110_0000));
    assertThat(opaque(image, ImagePolicy.VISUAL)).containsExactly(255, 255, 255, 255);
    assertThat(opaque(image, ImagePolicy.REFERENCE)).containsExactly(255, 255, 255, 255);
  }

  @Test
  void keyOfTwoBitsIsAColourToAPersonButNotStretchedByPillow() {
    DecodedImage image = png(4, 2, GRAY, bytes(0, 2), bytes(0b00_01_10_11));
    assertThat(opaque(image, ImagePolicy.VISUAL)).containsExactly(0, 85, 255, 255);
    assertThat(opaque(image, ImagePolicy.REFERENCE)).containsExactly(0, 85, 170, 255);
  }

  @Test
  void sixteenBitGrayKeyIsComparedByItsLowByteInPillow() {
    DecodedImage image = png(3, 16, GRAY, bytes(0x12, 0x34), bytes(0x12, 0x34, 0, 0x34, 0x13, 0));
    assertThat(opaque(image, ImagePolicy.VISUAL)).containsExactly(255, 0, 0x13);
    assertThat(opaque(image, ImagePolicy.REFERENCE)).containsExactly(255, 255, 255);
  }

  @Test
  void sixteenBitRgbKeyIsComparedByItsHighByteToAPerson() {
    byte[] key = bytes(0x12, 1, 0x34, 2, 0x56, 3);
    byte[] pixels = bytes(0x12, 1, 0x34, 2, 0x56, 3, 1, 0, 2, 0, 3, 0);
    DecodedImage image = png(2, 16, RGB, key, pixels);
    assertThat(opaque(image, ImagePolicy.VISUAL)).containsExactly(255, 255, 255, 1, 2, 3);
    assertThat(opaque(image, ImagePolicy.REFERENCE))
        .containsExactly(0x12, 0x34, 0x56, 255, 255, 255);
  }

  @Test
  void keyThatIsCutShortIsNone() {
    assertThat(png(1, 8, GRAY, bytes(7), bytes(7)).colorKey()).isNull();
    assertThat(png(1, 8, RGB, bytes(0, 7, 0, 7), bytes(7, 7, 7)).colorKey()).isNull();
  }

  private static DecodedImage png(int width, int depth, int colourType, byte[] key, byte[] data) {
    return Pictures.exact()
        .decode(
            PngFile.ofOneRow(width, depth, colourType, NONE, key, data), ImageLimits.defaults());
  }

  private static byte[] opaque(DecodedImage image, ImagePolicy policy) {
    return CompositeOnWhite.of(image, policy).samples();
  }

  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }
}
