package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tensors whose names begin with what holds the network: training on several devices ({@code
 * module.}), a compiler ({@code _orig_mod.}), a larger model ({@code clip.}). Both peers take it
 * off. Thread-safe.
 */
final class UnprefixedTensors implements TensorSource {
  private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "clip.");

  private final TensorSource source;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, StoredTensor> originals;

  private UnprefixedTensors(TensorSource source, Map<String, StoredTensor> originals) {
    this.source = source;
    this.originals = originals;
    Map<String, StoredTensor> renamed = new TreeMap<>();
    originals.forEach(
        (name, stored) ->
            renamed.put(
                name,
                new StoredTensor(
                    name, stored.type(), stored.shape(), stored.file(), stored.offset())));
    this.tensors = Collections.unmodifiableMap(renamed);
  }

  /** The same source where no name has a prefix. */
  static TensorSource of(TensorSource source) {
    if (source.tensors().keySet().stream().noneMatch(name -> !plain(name).equals(name))) {
      return source;
    }
    Map<String, StoredTensor> originals = new TreeMap<>();
    for (StoredTensor tensor : source.tensors().values()) {
      if (originals.put(plain(tensor.name()), tensor) != null) {
        throw new InvalidCheckpointException(
            "%s has tensor '%s' twice, with a prefix and without. Take out the one that is not of the network."
                .formatted(source.describe(), Shown.of(plain(tensor.name()))));
      }
    }
    return new UnprefixedTensors(source, originals);
  }

  private static String plain(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return plain(name.substring(prefix.length()));
      }
    }
    return name;
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  private StoredTensor original(StoredTensor tensor) {
    StoredTensor original = originals.get(tensor.name());
    if (original == null) {
      throw new IllegalArgumentException(tensor.name());
    }
    return original;
  }

  @Override
  public ByteBuffer read(StoredTensor tensor) {
    return source.read(original(tensor));
  }

  @Override
  public boolean liesInOrder(StoredTensor tensor) {
    return source.liesInOrder(original(tensor));
  }

  @Override
  public String describe() {
    return source.describe();
  }
}
