package dev.imagespace.pictures.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTests {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int BYTE = 1;
  private static final int TEXT = 2;
  private static final int SIGNED_BYTE = 6;
  private static final int SIGNED_SHORT = 8;
  private static final int SIGNED_LONG = 9;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationIsReadInBothByteOrders(int value) {
    assertThat(read(exif(ByteOrder.LITTLE_ENDIAN, ORIENTATION, SHORT, value))).isEqualTo(value);
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, SHORT, value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {LONG, SIGNED_BYTE, SIGNED_SHORT, SIGNED_LONG})
  void everyTypeOfNumberCounts(int type) {
    assertThat(read(exif(ByteOrder.LITTLE_ENDIAN, ORIENTATION, type, 6))).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Exif\0\0", "Exif\0\0Exif\0\0"})
  void prefixMayStandBeforeIt(String prefix) throws IOException {
    var block = new ByteArrayOutputStream();
    block.write(prefix.getBytes(StandardCharsets.US_ASCII));
    block.write(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, SHORT, 8));
    assertThat(read(block.toByteArray())).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "<rdf tiff:Orientation=\"6\"/>, 6",
    "<tiff:Orientation>3</tiff:Orientation>, 3",
    "<tiff:Orientation>9</tiff:Orientation>, 1",
    "<tiff:Make>6</tiff:Make>, 0"
  })
  void orientationIsReadFromXmp(String xmp, int orientation) {
    byte[] bytes = xmp.getBytes(StandardCharsets.UTF_8);
    assertThat(ExifOrientation.inXmp(bytes, 0, bytes.length)).isEqualTo(orientation);
  }

  @Test
  void whatExifSaysGoesBeforeXmp() {
    assertThat(ExifOrientation.choose(1, 6)).isEqualTo(1);
    assertThat(ExifOrientation.choose(ExifOrientation.ABSENT, 6)).isEqualTo(6);
    assertThat(ExifOrientation.choose(ExifOrientation.ABSENT, ExifOrientation.ABSENT)).isEqualTo(1);
  }

  @Test
  void whateverElseIsThereThePictureIsUpright() {
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, SHORT, 9))).isEqualTo(1);
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, BYTE, 6))).isEqualTo(1);
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, TEXT, 6))).isEqualTo(1);
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, 0x0110, SHORT, 6))).isEqualTo(1);
    assertThat(read(new byte[0])).isEqualTo(1);
    assertThat(read(new byte[100])).isEqualTo(1);
  }

  @Test
  void blockCutAnywhereIsUpright() {
    byte[] whole = exif(ByteOrder.LITTLE_ENDIAN, ORIENTATION, SHORT, 6);
    for (int length = 0; length < whole.length - 4; length++) {
      assertThat(read(java.util.Arrays.copyOf(whole, length))).isEqualTo(1);
    }
  }

  @Test
  void directoryBeyondTheBlockIsUpright() {
    byte[] far = exif(ByteOrder.LITTLE_ENDIAN, ORIENTATION, SHORT, 6);
    far[7] = (byte) 0xff;
    assertThat(read(far)).isEqualTo(1);
  }

  private static int read(byte[] bytes) {
    EncodedImage image = new EncodedImage(bytes, "exif", ImageLimits.defaults());
    return ExifOrientation.in(image, 0, bytes.length);
  }

  private static byte[] exif(ByteOrder order, int tag, int type, int value) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    ByteBuffer out = ByteBuffer.allocate(8 + 2 + 24 + 4).order(order);
    out.put((byte) (little ? 'I' : 'M')).put((byte) (little ? 'I' : 'M')).putShort((short) 42);
    out.putInt(8).putShort((short) 2);
    out.putShort((short) 0x0100).putShort((short) SHORT).putInt(1).putInt(0);
    out.putShort((short) tag).putShort((short) type).putInt(1);
    int size =
        type == LONG || type == SIGNED_LONG ? 4 : type == SHORT || type == SIGNED_SHORT ? 2 : 1;
    out.position(out.position() + (little ? 0 : size - 1)).put((byte) value);
    return out.array();
  }
}
