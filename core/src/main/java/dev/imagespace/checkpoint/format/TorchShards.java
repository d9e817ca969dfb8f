package dev.imagespace.checkpoint.format;

import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** State dicts in several files beside a {@code pytorch_model.bin.index.json}. Thread-safe. */
final class TorchShards implements TensorSource {
  private final Path index;
  private final Map<Path, TorchFile> shards;
  private final Map<String, StoredTensor> tensors;

  private TorchShards(Path index, Map<Path, TorchFile> shards, Map<String, StoredTensor> tensors) {
    this.index = index;
    this.shards = shards;
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  static TorchShards open(Path index, PendingFiles arriving) {
    Map<Path, TorchFile> shards = new HashMap<>();
    Map<String, StoredTensor> tensors =
        ShardIndex.read(
            index,
            arriving,
            path -> {
              TorchFile shard = TorchFile.open(path, arriving);
              shard.tensors().values().forEach(t -> shards.put(t.file().path(), shard));
              return shard.tensors();
            });
    return new TorchShards(index, shards, tensors);
  }

  private TorchFile shard(StoredTensor tensor) {
    return Objects.requireNonNull(shards.get(tensor.file().path()));
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  @Override
  public ByteBuffer read(StoredTensor tensor) {
    return shard(tensor).read(tensor);
  }

  @Override
  public boolean liesInOrder(StoredTensor tensor) {
    return shard(tensor).liesInOrder(tensor);
  }

  @Override
  public String describe() {
    return index.toString();
  }
}
