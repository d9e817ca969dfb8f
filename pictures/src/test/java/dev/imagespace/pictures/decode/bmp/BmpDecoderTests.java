package dev.imagespace.pictures.decode.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class BmpDecoderTests {

  @Test
  void fiveBitsAreStretchedToEight() {
    // 0rrrrrgg gggbbbbb: full red, half green, a little blue; then white
    DecodedImage image = load(2, 1, 16, new int[0], 0x01, 0x7e, 0xff, 0x7f);
    assertThat(image.mode()).isEqualTo(Mode.RGB);
    assertThat(image.samples()).containsExactly(255, 16 * 255 / 31, 8, 255, 255, 255);
  }

  @Test
  void fourthByteOfAPixelIsNoAlpha() {
    DecodedImage image = load(1, 1, 32, new int[0], 1, 2, 3, 0);
    assertThat(image.mode()).isEqualTo(Mode.RGB);
    assertThat(image.samples()).containsExactly(3, 2, 1);
  }

  @Test
  void rowsMayGoFromTopToBottom() {
    assertThat(load(1, -2, 24, new int[0], 1, 2, 3, 0, 4, 5, 6, 0).samples())
        .isEqualTo(load(1, 2, 24, new int[0], 4, 5, 6, 0, 1, 2, 3, 0).samples());
  }

  @Test
  void paletteOfBlackAndWhiteMakesABilevelPicture() {
    DecodedImage image = load(3, 1, 1, new int[] {0x000000, 0xffffff}, 0b1010_0000, 0, 0, 0);
    assertThat(image.mode()).isEqualTo(Mode.BILEVEL);
    assertThat(image.samples()).containsExactly(255, 0, 255);
  }

  @Test
  void anyOtherPaletteIsKept() {
    DecodedImage image = load(3, 1, 1, new int[] {0xffffff, 0x123456}, 0b1010_0000, 0, 0, 0);
    assertThat(image.mode()).isEqualTo(Mode.PALETTE);
    assertThat(image.samples()).containsExactly(1, 0, 1);
    assertThat(image.palette().rgb()).startsWith(255, 255, 255, 0x12, 0x34, 0x56);
  }

  @Test
  void lengthOfTheFileIsNotBelieved() {
    byte[] bytes = bmp(1, 1, 24, new int[0], 1, 2, 3, 0);
    java.util.Arrays.fill(bytes, 2, 6, (byte) 0);
    java.util.Arrays.fill(bytes, 34, 38, (byte) 0);
    assertThat(load(bytes).samples()).containsExactly(3, 2, 1);
  }

  private static DecodedImage load(int width, int height, int bits, int[] palette, int... data) {
    return load(bmp(width, height, bits, palette, data));
  }

  private static DecodedImage load(byte[] bytes) {
    return Pictures.exact().decode(bytes, ImageLimits.defaults());
  }

  private static byte[] bmp(int width, int height, int bits, int[] palette, int... data) {
    int start = 14 + 40 + 4 * palette.length;
    ByteBuffer out = ByteBuffer.allocate(start + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'B').put((byte) 'M').putInt(out.capacity()).putInt(0).putInt(start);
    out.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
    out.putInt(0).putInt(data.length).putInt(2835).putInt(2835).putInt(palette.length).putInt(0);
    for (int colour : palette) {
      out.putInt(colour);
    }
    for (int value : data) {
      out.put((byte) value);
    }
    return out.array();
  }
}
