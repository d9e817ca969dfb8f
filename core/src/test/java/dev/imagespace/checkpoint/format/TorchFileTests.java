package dev.imagespace.checkpoint.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.Float32Values;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchFileTests {
  private static final byte[] SIX = MadeFiles.floats(1, 2, 3, 4, 5, 6);

  private final Path directory;

  TorchFileTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void goldenHalvesAreTheFloatsOfTheSameModel() {
    TorchFile halves =
        TorchFile.open(
            MadeFiles.MODELS.resolve("openclip-tiny-vit-bin/open_clip_pytorch_model.bin"));
    Safetensors floats =
        Safetensors.open(MadeFiles.MODELS.resolve("openclip-tiny-vit/open_clip_model.safetensors"));

    assertThat(halves.tensors().keySet()).isEqualTo(floats.tensors().keySet());
    for (StoredTensor half : halves.tensors().values()) {
      StoredTensor same = MadeFiles.tensor(floats, half.name());

      assertThat(half.type()).isEqualTo(StoredType.F16);
      assertThat(half.shape()).isEqualTo(same.shape());
      assertThat(Float32Values.read(halves, half).asFloatBuffer())
          .as(half.name())
          .isEqualTo(Float32Values.read(floats, same).asFloatBuffer());
    }
  }

  @Test
  void storageOffsetAndStridesAreHonoured() {
    MadePickle pickle = new MadePickle().op('}', '(');
    pickle.text("rows").tensor("FloatStorage", "0", 0, new int[] {2, 3}, 3, 1);
    pickle.text("transposed").tensor("FloatStorage", "0", 0, new int[] {3, 2}, 1, 3);
    pickle.text("column").tensor("FloatStorage", "0", 1, new int[] {2}, 3);
    pickle.text("scalar").tensor("FloatStorage", "0", 5, new int[] {});
    TorchFile file = TorchFile.open(archive(pickle.op('u').end()));

    assertThat(floats(file, "rows")).isEqualTo(FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, 6}));
    assertThat(floats(file, "transposed"))
        .isEqualTo(FloatBuffer.wrap(new float[] {1, 4, 2, 5, 3, 6}));
    assertThat(floats(file, "column")).isEqualTo(FloatBuffer.wrap(new float[] {2, 5}));
    assertThat(floats(file, "scalar")).isEqualTo(FloatBuffer.wrap(new float[] {6}));
  }

  /** As a training run on several devices leaves it, the versions of the modules attached. */
  @Test
  void weightsAreFoundInACheckpointOfATrainingRun() {
    MadePickle pickle = new MadePickle().op('}', '(').text("epoch").number(3).text("state_dict");
    pickle.orderedDict().op('(').text("module.weight");
    pickle.global("torch._utils", "_rebuild_parameter").op('(');
    pickle.tensor("FloatStorage", "0", 0, new int[] {6}, 1).op(0x88).orderedDict().op('t', 'R');
    pickle.op('u', '}').text("_metadata").orderedDict().op('s', 'b');
    pickle.text("optimizer").op(']', '(').number(1).op('G', 0, 0, 0, 0, 0, 0, 0, 0, 'N', 'e');
    TorchFile file = TorchFile.open(archive(pickle.op('u').end()));

    assertThat(file.tensors()).containsOnlyKeys("weight");
    assertThat(floats(file, "weight").get(3)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"os, system", "builtins, eval", "torch, load", "numpy.core.multiarray, scalar"})
  void anyOtherNameIsRefusedAndNothingCalled(String module, String name) {
    byte[] direct = new MadePickle().global(module, name).op('(').text("x").op('t', 'R').end();
    byte[] stacked = new MadePickle().text(module).text(name).op(0x93, ')', 'R').end();

    assertRefused(archive(direct), "object of '%s.%s'".formatted(module, name));
    assertRefused(archive(stacked), "object of '%s.%s'".formatted(module, name));
  }

  @ParameterizedTest
  @CsvSource({
    "QInt8Storage, 0, 0, 1, 'stored as QInt8'",
    "FloatStorage, 9, 0, 1, '/data/9'' is missing'",
    "FloatStorage, 0, 4, 3, 'reaches behind'",
    "FloatStorage, 0, -1, 1, 'reaches behind'",
    "FloatStorage, 0, 0, 2147483647, 'reaches behind'",
    "FloatStorage, 0, 0, -1, 'no natural number'"
  })
  void tensorOutsideOfItsStorageIsRefused(
      String type, String key, int offset, int size, String reason) {
    assertRefused(archive(state(type, key, offset, new int[] {size}, 1)), reason);
  }

  @Test
  void tensorThatRepeatsItsElementsBeyondItsFileIsRefused() {
    int[] large = {20_000, 20_000};

    assertRefused(archive(state("FloatStorage", "0", 0, large, 0, 0)), "reaches behind");
    assertRefused(archive(state("FloatStorage", "0", 0, new int[] {3}, 1, 1)), "1 sizes and 2");
    assertRefused(
        archive(state("FloatStorage", "0", 0, new int[] {65536, 65536, 65536, 65536}, 1, 1, 1, 1)),
        "impossible shape");
  }

  @Test
  void otherPicklesAreRefused() {
    assertRefused(archive(new MadePickle().op('}').end()), "no tensor");
    assertRefused(archive(new MadePickle().op(']').end()), "no dict");
    assertRefused(archive(new MadePickle().op('}').text("a").number(1).op('s').end()), "'a' is no");
    assertRefused(archive(new MadePickle().op(')', 0x81).end()), "operation 0x81");
    assertRefused(
        archive(new MadePickle().op('X', 255, 255, 255, 255).end()), "longer than itself");
    assertRefused(archive(new MadePickle().op('h', 7).end()), "refers to 7");
    assertRefused(archive(new MadePickle().op('t').end()), "empty stack");
    assertRefused(archive(new MadePickle().op('}', ')', ')', 's').end()), "key");
    assertRefused(archive(new byte[] {(byte) 0x80, 2}), "too early");
    assertRefused(archive(new byte[] {(byte) 0x80, 9}), "protocol 9");
  }

  @Test
  void endlessPickleIsRefused() {
    byte[] nested = new byte[3_000_000];
    Arrays.fill(nested, (byte) '}');

    assertRefused(archive(nested), "2,000,000 operations");
  }

  @Test
  void otherArchivesAreRefused() {
    Map<String, byte[]> entries = entries(state("FloatStorage", "0", 0, new int[] {6}, 1));
    assertRefused(made(with(entries, "m/byteorder", "big"), ZipEntry.STORED), "'big'");
    assertRefused(made(with(entries, "m/constants.pkl", ""), ZipEntry.STORED), "TorchScript");
    assertRefused(made(with(entries, "n/data.pkl", ""), ZipEntry.STORED), "2 entries data.pkl");
    assertRefused(made(entries, ZipEntry.DEFLATED), "compressed");
    assertRefused(
        MadeFiles.write(directory.resolve("old"), new byte[] {(byte) 0x80, 2, (byte) 0x8a}),
        "before PyTorch 1.6");
  }

  /** Whatever a byte of the file becomes, it is read or refused, and never anything else. */
  @Test
  void damagedFileIsReadOrRefused() {
    byte[] sound =
        zip(entries(state("FloatStorage", "0", 0, new int[] {2, 3}, 1, 2)), ZipEntry.STORED);
    Random random = new Random(7);
    Path file = directory.resolve("damaged");
    int refused = 0;
    for (int i = 0; i < 1200; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(sound.length)] = (byte) random.nextInt(256);
      if (i % 4 == 0) {
        damaged = Arrays.copyOf(sound, random.nextInt(sound.length));
      }
      MadeFiles.write(file, damaged);
      try {
        TorchFile opened = TorchFile.open(file);
        opened.tensors().values().forEach(opened::read);
      } catch (InvalidCheckpointException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 1199);
  }

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> TorchFile.open(file))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason)
        .hasMessageContaining("convert it to safetensors");
  }

  private static byte[] state(String type, String key, int offset, int[] shape, int... strides) {
    return new MadePickle()
        .op('}')
        .text("w")
        .tensor(type, key, offset, shape, strides)
        .op('s')
        .end();
  }

  private Path archive(byte[] pickle) {
    return made(entries(pickle), ZipEntry.STORED);
  }

  private static Map<String, byte[]> entries(byte[] pickle) {
    return new TreeMap<>(Map.of("m/data.pkl", pickle, "m/data/0", SIX));
  }

  private static Map<String, byte[]> with(Map<String, byte[]> entries, String name, String text) {
    Map<String, byte[]> more = new TreeMap<>(entries);
    more.put(name, text.getBytes(UTF_8));
    return more;
  }

  private Path made(Map<String, byte[]> entries, int method) {
    return MadeFiles.write(directory.resolve("made.bin"), zip(entries, method));
  }

  private static byte[] zip(Map<String, byte[]> entries, int method) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(method);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        CRC32 crc = new CRC32();
        crc.update(content.getValue());
        entry.setCrc(crc.getValue());
        entry.setSize(content.getValue().length);
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static FloatBuffer floats(TorchFile file, String tensor) {
    return file.read(MadeFiles.tensor(file, tensor)).asFloatBuffer();
  }
}
