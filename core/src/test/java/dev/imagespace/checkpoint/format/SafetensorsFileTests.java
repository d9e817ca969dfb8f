package dev.imagespace.checkpoint.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.StoredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTests {
  private final Path directory;

  SafetensorsFileTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void tensorsAreMappedFromTheirPlace() {
    Safetensors file =
        Safetensors.open(
            made(
                """
                {"__metadata__":{"format":"pt"},
                 "b":{"dtype":"F32","shape":[],"data_offsets":[8,12]},
                 "a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}""",
                MadeFiles.floats(1, 2, 3)));

    assertThat(file.tensors().keySet()).containsExactly("a", "b");
    assertThat(floats(file, "a")).isEqualTo(FloatBuffer.wrap(new float[] {1, 2}));
    assertThat(floats(file, "b")).isEqualTo(FloatBuffer.wrap(new float[] {3}));
  }

  @Test
  void unalignedFloatsAreCopiedToAnAlignedBuffer() {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    for (int padding = 0; padding < 4; padding++) {
      Safetensors file = Safetensors.open(made(header + " ".repeat(padding), MadeFiles.floats(7)));
      ByteBuffer bytes = file.read(MadeFiles.tensor(file, "a"));

      assertThat(bytes.isDirect()).isTrue();
      assertThat(bytes.alignmentOffset(0, 4)).isZero();
      assertThat(bytes.asFloatBuffer().get()).isEqualTo(7);
    }
  }

  @Test
  void tensorWithoutElementsIsEmpty() {
    Safetensors file =
        Safetensors.open(made("{\"a\":{\"dtype\":\"F16\",\"shape\":[0],\"data_offsets\":[0,0]}}"));

    assertThat(file.read(MadeFiles.tensor(file, "a")).remaining()).isZero();
  }

  @Test
  void tensorBehindTwoGigabytesReadsRight() throws IOException {
    long zeros = 3L << 30;
    String header =
        """
        {"large":{"dtype":"F16","shape":[3,536870912],"data_offsets":[0,%1$d]},
         "last":{"dtype":"F32","shape":[2],"data_offsets":[%1$d,%2$d]}}"""
            .formatted(zeros, zeros + 8);
    Path path = directory.resolve("sparse.safetensors");
    Safetensors file =
        Safetensors.open(MadeFiles.sparse(path, header, zeros + 8, MadeFiles.floats(0.5f, -2)));

    assertThat(floats(file, "last")).isEqualTo(FloatBuffer.wrap(new float[] {0.5f, -2}));
    assertThatThrownBy(() -> file.read(MadeFiles.tensor(file, "large")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("3,221,225,472 bytes");
  }

  @Test
  void fileCutShortAfterOpeningIsRefused() throws IOException {
    Path path = made(oneTensor("F32", "[1]", "0,4"), MadeFiles.floats(1));
    Safetensors file = Safetensors.open(path);
    Files.write(path, new byte[10]);

    assertThatThrownBy(() -> file.read(MadeFiles.tensor(file, "a")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("it had 66 bytes and has 10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          F64  | [1]                   | 0,4   | does not take the 4 bytes
          F4   | [4]                   | 0,2   | stored as F4
          F32  | [2]                   | 0,4   | does not take the 4 bytes
          F32  | [1]                   | 0,8   | does not take the 8 bytes
          F32  | [-1,-1]               | 0,4   | '-1' in its shape
          F32  | [1.0]                 | 0,4   | '1.0' in its shape
          F32  | ["1"]                 | 0,4   | '1' in its shape
          F32  | [4294967296,4294967296] | 0,0 | does not take the 0 bytes
          F32  | [9223372036854775807] | 0,4   | not a natural number below
          F32  | [1]                   | 4,8   | begins at 4
          F32  | [1]                   | 4,0   | begins at 4
          F32  | [1]                   | 0,4,8 | two data_offsets
          F32  | [100]                 | 0,400 | cut short
          F32  | [1]                   | 0,4   | its tensors end at 4 and its data at 8
          F32  | {}                    | 0,4   | not the JSON
          """,
      quoteCharacter = '`')
  void tensorThatDoesNotFitItsFileIsRefused(
      String dtype, String shape, String offsets, String reason) {
    Path file = made(oneTensor(dtype, shape, offsets), MadeFiles.floats(1, 2));

    assertRefused(file, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                       | not the JSON
          {'a':1}                  | not the JSON
          {"a":{"dtype":"F32"      | not the JSON
          {"a":{"dtype":"F32"}}    | lacks
          {} {}                    | not the JSON
          {"a":{"dtype":"F32","dtype":"F32"}} | 'dtype' twice
          {"a":{"kind":"F32"}}     | unknown field 'kind'
          {"a":{"dtype":"F16","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F16","shape":[0],"data_offsets":[0,0]}} | 'a' twice
          {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[2],"data_offsets":[2,6]}} | an overlap
          {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F16","shape":[1],"data_offsets":[6,8]}} | a gap
          """,
      quoteCharacter = '`')
  void headerThatIsNotLiterallyRightIsRefused(String header, String reason) {
    assertRefused(made(header, new byte[8]), reason);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, cut short", "100000001, are read", "-1, 18446744073709551615"})
  void lyingHeaderLengthIsRefused(long length, String reason) {
    Path file = directory.resolve("length.safetensors");

    assertRefused(MadeFiles.safetensors(file, length, "{}".getBytes(UTF_8)), reason);
  }

  @Test
  void pointerOfGitLfsIsNamedAsOne() throws IOException {
    Path file = directory.resolve("model.safetensors");
    Files.writeString(file, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n");
    assertThatThrownBy(() -> Safetensors.open(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("git lfs pull")
        .hasMessageNotContaining("ownload");
  }

  @Test
  void everyPrefixOfAFileIsRefused() {
    byte[] whole = bytes(made(oneTensor("F32", "[2]", "0,8"), MadeFiles.floats(1, 2)));
    for (int length = 0; length < whole.length; length++) {
      Path cut = directory.resolve("cut-" + length);
      MadeFiles.write(cut, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> Safetensors.open(cut))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining(cut.getFileName().toString());
    }
  }

  @Test
  void headerThatIsNotUtf8IsRefused() {
    Path file = directory.resolve("latin1.safetensors");

    assertRefused(MadeFiles.safetensors(file, 4, new byte[] {'{', (byte) 0xe9, ' ', '}'}), "UTF-8");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> Safetensors.open(directory.resolve("absent.safetensors")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("absent.safetensors': it does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "openclip-tiny-vit/open_clip_model.safetensors, F32",
    "openclip-tiny-vit-quickgelu/open_clip_model.safetensors, F16",
    "openclip-tiny-rn/open_clip_model.safetensors, F16",
    "hf-plain-gelu/model.safetensors, F16",
    "st-tiny-vit/0_CLIPModel/model.safetensors, F32"
  })
  void everyTensorOfTheGoldenCheckpointsIsRead(String path, StoredType type) {
    Safetensors file = Safetensors.open(MadeFiles.MODELS.resolve(path));

    assertThat(file.tensors().values()).hasSizeGreaterThan(30).anyMatch(t -> t.type() == type);
    file.tensors()
        .values()
        .forEach(t -> assertThat((long) file.read(t).remaining()).isEqualTo(t.byteSize()));
  }

  private static String oneTensor(String dtype, String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%s]}}"
        .formatted(dtype, shape, offsets);
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .hasMessageContaining("Download it again");
  }

  private Path made(String header, byte... data) {
    return MadeFiles.safetensors(directory.resolve("made.safetensors"), header, data);
  }

  private static FloatBuffer floats(Safetensors file, String tensor) {
    return file.read(MadeFiles.tensor(file, tensor)).asFloatBuffer();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
