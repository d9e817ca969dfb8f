package dev.imagespace.checkpoint.format;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.TensorSource;
import java.util.List;

/** The weights of a directory: safetensors before PyTorch's own format, whole before shards. */
public final class WeightFiles {

  private WeightFiles() {}

  public static TensorSource open(ModelDirectory directory, List<String> names) {
    for (String name : names) {
      if (directory.has(name)) {
        return open(directory, name);
      }
    }
    throw new InvalidCheckpointException(
        "%s has no weights: none of %s is there. Download the model completely."
            .formatted(directory, names));
  }

  private static TensorSource open(ModelDirectory directory, String name) {
    return Safetensors.isNameOf(name)
        ? Safetensors.open(directory.file(name), directory.pending())
        : TorchFile.open(directory.file(name), directory.pending());
  }
}
