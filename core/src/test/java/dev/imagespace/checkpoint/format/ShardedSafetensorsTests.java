package dev.imagespace.checkpoint.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.StoredTensor;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedSafetensorsTests {
  private final Path directory;

  ShardedSafetensorsTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void twoShards() {
    shard("one.safetensors", "a", 1);
    shard("two.safetensors", "b", 2);
  }

  @Test
  void tensorsComeFromTheirShards() {
    Safetensors source =
        Safetensors.open(index("{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}"));
    StoredTensor b = MadeFiles.tensor(source, "b");

    assertThat(source.tensors().keySet()).containsExactly("a", "b");
    assertThat(b.file().path()).hasFileName("two.safetensors");
    assertThat(source.read(b).getFloat()).isEqualTo(2);
  }

  @Test
  void goldenShardsAreRead() {
    Safetensors source =
        Safetensors.open(
            MadeFiles.MODELS.resolve("hf-plain-legacy-eos2/model.safetensors.index.json"));

    assertThat(source.tensors()).hasSizeGreaterThan(60);
    source
        .tensors()
        .values()
        .forEach(t -> assertThat((long) source.read(t).remaining()).isEqualTo(t.byteSize()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../one.safetensors", "/etc/passwd", "a/../one.safetensors", "..", "", "x\\\\y"})
  void shardOutsideTheDirectoryIsRefused(String name) {
    assertRefused("{\"a\":\"%s\"}".formatted(name), "not a plain name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"gone.safetensors"}                         | 'gone.safetensors' that it names is missing
          {"a":"one.safetensors","c":"one.safetensors"}    | 'c' in 'one.safetensors', which does not hold it
          {"a":"two.safetensors"}                          | 'two.safetensors' holds tensor 'b'
          {"a":"one.safetensors","a":"two.safetensors"}    | 'a' twice
          {"a":["one.safetensors"]}                        | not the JSON
          {}                                               | no weight_map
          {'a':1}                                          | not the JSON
          {                                                | not the JSON
          """)
  void indexThatDoesNotFitItsShardsIsRefused(String weightMap, String reason) {
    assertRefused(weightMap, reason);
  }

  private void assertRefused(String weightMap, String reason) {
    Path index = index(weightMap);

    assertThatThrownBy(() -> Safetensors.open(index))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(index.toString())
        .hasMessageContaining(reason);
  }

  private Path index(String weightMap) {
    String json = "{\"metadata\":{\"total_size\":8},\"weight_map\":%s}".formatted(weightMap);
    return MadeFiles.write(directory.resolve("model.safetensors.index.json"), json.getBytes(UTF_8));
  }

  private void shard(String name, String tensor, float value) {
    MadeFiles.safetensors(
        directory.resolve(name),
        "{\"%s\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".formatted(tensor),
        MadeFiles.floats(value));
  }
}
