package dev.imagespace.checkpoint.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.Float32Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Float32ValuesTests {
  private final Path directory;

  Float32ValuesTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource({
    "0000, 00000000",
    "8000, 80000000",
    "0001, 33800000",
    "8001, b3800000",
    "03ff, 387fc000",
    "0400, 38800000",
    "3c00, 3f800000",
    "3555, 3eaaa000",
    "c000, c0000000",
    "7bff, 477fe000",
    "7c00, 7f800000",
    "fc00, ff800000",
    "7e00, 7fc00000",
    "7c01, 7f802000"
  })
  void halfIsWidenedExactly(String half, String bits) {
    short stored = (short) Integer.parseInt(half, 16);

    assertThat(Float32Values.float32Bits(stored)).isEqualTo(Integer.parseUnsignedInt(bits, 16));
  }

  @Test
  void everyFiniteHalfIsItsSignTimesItsFractionTimesItsPower() {
    for (int half = 0; half < 0x10000; half++) {
      int exponent = (half >> 10) & 0x1f;
      int fraction = half & 0x3ff;
      if (exponent < 0x1f) {
        double magnitude =
            exponent == 0
                ? Math.scalb((double) fraction, -24)
                : Math.scalb(1024.0 + fraction, exponent - 25);
        double value = (half & 0x8000) == 0 ? magnitude : -magnitude;

        assertThat((double) Float.intBitsToFloat(Float32Values.float32Bits((short) half)))
            .isEqualTo(value);
      }
    }
  }

  @Test
  void halvesOfAFileBecomeDirectLittleEndianFloats() {
    Safetensors file = made("F16", 2, new byte[] {0, 0x3c, 0, (byte) 0xc0});
    ByteBuffer values = Float32Values.read(file, MadeFiles.tensor(file, "a"));

    assertThat(values.isDirect()).isTrue();
    assertThat(values.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(values.asFloatBuffer()).isEqualTo(FloatBuffer.wrap(new float[] {1, -2}));
  }

  @Test
  void bfloat16IsTheUpperHalfOfAFloat() {
    Safetensors file = made("BF16", 2, new byte[] {(byte) 0x80, 0x3f, 0x49, (byte) 0xc0});
    ByteBuffer values = Float32Values.read(file, MadeFiles.tensor(file, "a"));

    assertThat(values.asFloatBuffer()).isEqualTo(FloatBuffer.wrap(new float[] {1, -3.140625f}));
  }

  @Test
  void integersAreReadAsLongsAndRefusedAsWeights() {
    Safetensors file = made("I64", 1, new byte[] {-2, -1, -1, -1, -1, -1, -1, -1});

    assertThat(Float32Values.readLongs(file, MadeFiles.tensor(file, "a"))).containsExactly(-2);
    assertThatThrownBy(() -> Float32Values.read(file, MadeFiles.tensor(file, "a")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("'a'")
        .hasMessageContaining("stored as I64");
  }

  private Safetensors made(String dtype, int elements, byte[] data) {
    return Safetensors.open(
        MadeFiles.safetensors(
            directory.resolve("made.safetensors"),
            "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(dtype, elements, data.length),
            data));
  }
}
