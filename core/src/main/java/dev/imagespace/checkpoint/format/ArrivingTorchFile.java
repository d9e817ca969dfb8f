package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.format.TorchObjects.Tensor;
import dev.imagespace.model.ArrivingFiles;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link TorchFile} on its way. The zip directory at its end and the pickle at its beginning tell
 * names and shapes; where each tensor lies is told right before its numbers, and read when the file
 * is whole. Thread-safe.
 */
final class ArrivingTorchFile implements TensorSource {
  private final StoredFile file;
  private final Map<String, StoredTensor> tensors = new TreeMap<>();
  private @Nullable TorchFile whole;

  private ArrivingTorchFile(Path file) {
    this.file = StoredFile.arriving(file);
  }

  static ArrivingTorchFile open(Path file, ArrivingFiles arriving) {
    ArrivingTorchFile opened = new ArrivingTorchFile(file);
    try (SeekableByteChannel channel = arriving.open(file)) {
      TorchArchive archive = TorchArchive.open(channel);
      for (Map.Entry<String, Tensor> entry : StateDict.of(archive.pickle()).entrySet()) {
        String name = entry.getKey();
        opened.tensors.put(name, archive.described(name, entry.getValue(), opened.file));
      }
      return opened;
    } catch (MalformedFileException e) {
      throw TorchFile.invalid(file, e);
    } catch (IOException e) {
      throw TensorReads.unreadable(file, e);
    }
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** To be called when the file has arrived. */
  @Override
  public ByteBuffer read(StoredTensor tensor) {
    TorchFile source = whole();
    StoredTensor placed = source.tensors().get(tensor.name());
    if (placed == null
        || placed.type() != tensor.type()
        || !placed.shape().equals(tensor.shape())) {
      throw new InvalidCheckpointException(
          "'%s' has another tensor '%s' than it had while it was on its way. Download it again."
              .formatted(file, Shown.of(tensor.name())));
    }
    return source.read(placed);
  }

  /** Where they lie is not known here. */
  @Override
  public boolean liesInOrder(StoredTensor tensor) {
    return false;
  }

  private synchronized TorchFile whole() {
    TorchFile known = whole;
    if (known == null) {
      known = TorchFile.open(file);
      whole = known;
    }
    return known;
  }

  @Override
  public String describe() {
    return file.toString();
  }
}
