package dev.imagespace.checkpoint.format;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import dev.imagespace.bounds.HeapShare;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.tensor.StoredTensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A {@code model.safetensors.index.json} or {@code pytorch_model.bin.index.json} beside several
 * files, whose {@code weight_map} says which file holds which tensor. Index and files must agree in
 * both directions. Stateless.
 */
final class ShardIndex {
  private static final String END = ".index.json";

  private static final long MAX_INDEX_BYTES = HeapShare.of(64, 100_000_000);

  private ShardIndex() {}

  static boolean isNameOf(String name) {
    return name.endsWith(END);
  }

  /**
   * The tensors of all shards by name, of which some may not have arrived yet.
   *
   * @param reader of one shard
   */
  static Map<String, StoredTensor> read(
      Path index, PendingFiles arriving, Function<Path, Map<String, StoredTensor>> reader) {
    Map<String, String> shardOfTensor = weightMap(index);
    Map<String, Map<String, StoredTensor>> shards = new TreeMap<>();
    Map<String, StoredTensor> tensors = new TreeMap<>();
    for (String name : shardOfTensor.values()) {
      shards.computeIfAbsent(name, shard -> reader.apply(shard(index, shard, arriving)));
    }
    shards.forEach((name, shard) -> addTensors(index, shardOfTensor, name, shard, tensors));
    for (Map.Entry<String, String> entry : shardOfTensor.entrySet()) {
      if (!tensors.containsKey(entry.getKey())) {
        throw invalid(
            index,
            "it places tensor '%s' in '%s', which does not hold it"
                .formatted(Shown.of(entry.getKey()), Shown.of(entry.getValue())));
      }
    }
    return tensors;
  }

  private static void addTensors(
      Path index,
      Map<String, String> shardOfTensor,
      String shardName,
      Map<String, StoredTensor> shard,
      Map<String, StoredTensor> tensors) {
    for (StoredTensor tensor : shard.values()) {
      if (!shardName.equals(shardOfTensor.get(tensor.name()))) {
        throw invalid(
            index,
            "'%s' holds tensor '%s', which the index does not place there"
                .formatted(Shown.of(shardName), Shown.of(tensor.name())));
      }
      tensors.put(tensor.name(), tensor);
    }
  }

  /** A plain name only: an index from the network must not lead out of its directory. */
  private static Path shard(Path index, String shard, PendingFiles arriving) {
    if (shard.isEmpty() || shard.startsWith(".") || !shard.matches("[\\w.+ -]+")) {
      throw invalid(
          index,
          "it names the file '%s', which is not a plain name beside it".formatted(Shown.of(shard)));
    }
    Path file = index.resolveSibling(shard);
    if (!Files.isRegularFile(file) && !arriving.isPending(file)) {
      throw invalid(index, "the file '%s' that it names is missing".formatted(Shown.of(shard)));
    }
    return file;
  }

  private static Map<String, String> weightMap(Path index) {
    Map<String, String> shardOfTensor = new TreeMap<>();
    try {
      if (Files.size(index) > MAX_INDEX_BYTES) {
        throw invalid(
            index,
            "it is larger than the %,d bytes that are read of one: a 64th of the heap, which -Xmx sets"
                .formatted(MAX_INDEX_BYTES));
      }
      try (JsonReader reader = new JsonReader(Files.newBufferedReader(index))) {
        reader.setStrictness(Strictness.STRICT);
        reader.beginObject();
        while (reader.hasNext()) {
          if (reader.nextName().equals("weight_map")) {
            readWeightMap(index, reader, shardOfTensor);
          } else {
            reader.skipValue();
          }
        }
        reader.endObject();
      }
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw invalid(index, "it is not the JSON it should be: " + TensorReads.firstLine(e));
    } catch (IOException e) {
      throw TensorReads.unreadable(index, e);
    }
    if (shardOfTensor.isEmpty()) {
      throw invalid(index, "it has no weight_map with tensors");
    }
    return shardOfTensor;
  }

  private static void readWeightMap(Path index, JsonReader reader, Map<String, String> weightMap)
      throws IOException {
    reader.beginObject();
    while (reader.hasNext()) {
      String tensor = reader.nextName();
      if (weightMap.put(tensor, reader.nextString()) != null) {
        throw invalid(index, "it places tensor '%s' twice".formatted(Shown.of(tensor)));
      }
    }
    reader.endObject();
  }

  private static InvalidCheckpointException invalid(Path index, String what) {
    return new InvalidCheckpointException(
        "The index '%s' does not fit its files: %s. Take index and files from one model."
            .formatted(index, what));
  }
}
