package dev.imagespace.checkpoint.format;

import com.google.gson.JsonParser;
import dev.imagespace.tensor.Float32Values;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.testing.mutation.ByteMutations;
import dev.imagespace.testing.mutation.JsonMutations;
import dev.imagespace.testing.mutation.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** Two small shards and their index, with changes in one of the three. */
public final class SafetensorsMutations implements Subject {
  private static final String ONE = "one.safetensors";
  private static final String TWO = "two.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},
       "a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
       "b":{"dtype":"F16","shape":[4],"data_offsets":[24,32]},
       "c":{"dtype":"BF16","shape":[],"data_offsets":[32,34]},
       "d":{"dtype":"I64","shape":[1,1,1],"data_offsets":[34,42]}}""";
  private static final String OTHER =
      "{\"e\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[0,0]}}";
  private static final String MAP =
      "{\"metadata\":{\"total_size\":42},\"weight_map\":{\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\",\"e\":\"%s\"}}"
          .formatted(ONE, ONE, ONE, ONE, TWO);
  private static final List<String> HOSTILE =
      List.of(
          "[9223372036854775807,2]",
          "[4294967296,4294967296]",
          "[2147483648,0]",
          "[0]",
          "[" + "1,".repeat(10_000) + "1]",
          "[0,9223372036854775807]",
          "[42,0]",
          "[0,42]",
          "\"I64\"",
          "\"F64\"",
          "\"two.safetensors\"",
          "\"../one.safetensors\"",
          "\"\\u0000\"");

  @Override
  public void write(RandomGenerator random, Path directory) throws IOException {
    JsonMutations json = new JsonMutations(random, HOSTILE);
    int which = random.nextInt(4);
    String header = which == 0 ? json.of(JsonParser.parseString(HEADER)) : HEADER;
    Path one = MadeFiles.safetensors(directory.resolve(ONE), header, new byte[42]);
    Path two = MadeFiles.safetensors(directory.resolve(TWO), OTHER);
    Path index =
        Files.writeString(
            directory.resolve(INDEX), which == 1 ? json.of(JsonParser.parseString(MAP)) : MAP);
    Path damaged = List.of(one, two, index).get(random.nextInt(3));
    if (which == 2) {
      Files.write(damaged, ByteMutations.of(Files.readAllBytes(damaged), random));
    }
  }

  @Override
  public void open(Path directory) {
    readAll(Safetensors.open(directory.resolve(ONE)));
    readAll(Safetensors.open(directory.resolve(INDEX)));
  }

  static void readAll(TensorSource source) {
    for (StoredTensor tensor : source.tensors().values()) {
      if (tensor.type() == StoredType.I64) {
        Float32Values.readLongs(source, tensor);
      } else {
        Float32Values.read(source, tensor);
      }
    }
  }
}
