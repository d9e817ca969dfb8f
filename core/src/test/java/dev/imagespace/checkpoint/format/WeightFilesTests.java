package dev.imagespace.checkpoint.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file of a directory the weights are read from, and what is said where there is none. */
class WeightFilesTests {
  private static final List<String> NAMES =
      List.of("model.safetensors", "pytorch_model.bin", "pytorch_model.bin.index.json");
  private static final Path STATE_DICT =
      MadeFiles.MODELS.resolve("openclip-tiny-vit-bin/open_clip_pytorch_model.bin");

  private final Path directory;

  WeightFilesTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void stateDictsInSeveralFilesAreReadByTheirIndex() throws IOException {
    String shard = "pytorch_model-00001-of-00001.bin";
    Files.copy(STATE_DICT, directory.resolve(shard));
    TorchFile whole = TorchFile.open(STATE_DICT);
    JsonObject map = new JsonObject();
    whole.tensors().keySet().forEach(name -> map.addProperty(name, shard));
    JsonObject index = new JsonObject();
    index.add("weight_map", map);
    Files.writeString(directory.resolve("pytorch_model.bin.index.json"), index.toString());

    TensorSource source = open();

    assertThat(source.tensors().keySet()).isEqualTo(whole.tensors().keySet());
    for (StoredTensor tensor : source.tensors().values()) {
      assertThat(source.read(tensor)).isEqualTo(whole.read(MadeFiles.tensor(whole, tensor.name())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.", "clip.", "_orig_mod.", "module.clip."})
  void whatHoldsTheNetworkIsTakenOffItsNames(String prefix) {
    MadeFiles.safetensors(
        directory.resolve("model.safetensors"),
        "{\"%sa\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".formatted(prefix),
        MadeFiles.floats(7));

    TensorSource source = open();

    assertThat(source.tensors()).containsOnlyKeys("a");
    assertThat(source.read(MadeFiles.tensor(source, "a")).getFloat()).isEqualTo(7);
  }

  @Test
  void oneNameWithAndWithoutAPrefixIsRefused() {
    MadeFiles.safetensors(
        directory.resolve("model.safetensors"),
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"clip.a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        MadeFiles.floats(7, 8));

    assertThatThrownBy(this::open).hasMessageContaining("'a' twice, with a prefix and without");
  }

  @Test
  void weightsOfAnotherKindAreNamedWithWhatToDo() throws IOException {
    Files.createFile(directory.resolve("model.fp16.safetensors"));
    Files.createFile(directory.resolve("tf_model.h5"));
    Files.createFile(directory.resolve("tokenizer.json"));

    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("There is 'model.fp16.safetensors', 'tf_model.h5';")
        .hasMessageContaining("save it as safetensors")
        .hasMessageNotContaining("ownload");
  }

  @Test
  void whereThereIsNothingTheNamesAreTold() {
    assertThatThrownBy(this::open)
        .hasMessageContaining("there is none of " + NAMES)
        .hasMessageNotContaining("ownload");
  }

  private TensorSource open() {
    return WeightFiles.open(new ModelDirectory("made", directory), NAMES);
  }
}
