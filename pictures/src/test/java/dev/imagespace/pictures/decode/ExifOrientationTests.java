package dev.imagespace.pictures.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTests {
  private static final int ORIENTATION = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void orientationIsReadInBothByteOrders(int value) {
    assertThat(read(exif(ByteOrder.LITTLE_ENDIAN, ORIENTATION, SHORT, value))).isEqualTo(value);
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, SHORT, value))).isEqualTo(value);
  }

  @Test
  void whateverElseIsThereThePictureIsUpright() {
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, SHORT, 9))).isEqualTo(1);
    assertThat(read(exif(ByteOrder.BIG_ENDIAN, ORIENTATION, LONG, 6))).isEqualTo(1);
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
    out.putShort((short) tag).putShort((short) type).putInt(1).putShort((short) value);
    return out.array();
  }
}
