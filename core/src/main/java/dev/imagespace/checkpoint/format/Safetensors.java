package dev.imagespace.checkpoint.format;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * Weights in safetensors, in one file or in several beside an index. Opening reads headers and
 * checks all of them; {@link #read} maps one tensor. Thread-safe.
 */
public final class Safetensors implements TensorSource {
  private static final String INDEX = ".index.json";

  private final Path file;
  private final Map<String, StoredTensor> tensors;

  private Safetensors(Path file, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /**
   * Reads headers, and nothing else.
   *
   * @param file of tensors, or the index of several
   * @throws InvalidCheckpointException where a file is missing, cut short, or not what its header
   *     or the index says
   */
  public static Safetensors open(Path file) {
    return open(file, PendingFiles.none());
  }

  /** As {@link #open(Path)}, for files of which perhaps only the headers are there yet. */
  static Safetensors open(Path file, PendingFiles arriving) {
    return new Safetensors(
        file,
        file.toString().endsWith(INDEX)
            ? SafetensorsIndex.read(file, arriving)
            : SafetensorsFile.read(file, arriving));
  }

  /** Whether a file of this name is one of safetensors, or an index of such. */
  static boolean isNameOf(String name) {
    return name.endsWith(".safetensors") || name.endsWith(".safetensors" + INDEX);
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  @Override
  public ByteBuffer read(StoredTensor tensor) {
    return TensorReads.map(tensor);
  }

  @Override
  public ByteBuffer read(StoredTensor tensor, long first, long end) {
    return TensorReads.map(tensor.elements(first, end));
  }

  @Override
  public String describe() {
    return file.toString();
  }
}
