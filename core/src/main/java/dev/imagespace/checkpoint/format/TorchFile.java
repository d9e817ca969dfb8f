package dev.imagespace.checkpoint.format;

import dev.imagespace.checkpoint.format.TorchObjects.Tensor;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A state dict as {@code torch.save} writes it ({@code .bin}, {@code .pt}): a zip file with a
 * pickle that names the tensors, and one uncompressed entry for the numbers of each. The pickle is
 * read as data, so a hostile one is refused and never run. Thread-safe.
 */
public final class TorchFile implements TensorSource {
  private final StoredFile file;
  private final Map<String, StoredTensor> tensors = new TreeMap<>();
  private final Map<StoredTensor, Tensor> strided = new HashMap<>();

  private TorchFile(StoredFile file) {
    this.file = file;
  }

  /** Reads the zip directory and the pickle, no tensor. */
  public static TorchFile open(Path file) {
    try {
      return open(StoredFile.opened(file));
    } catch (IOException e) {
      throw TensorReads.unreadable(file, e);
    }
  }

  static TorchFile open(StoredFile file) {
    TorchFile opened = new TorchFile(file);
    file.requireSame();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      TorchArchive archive = TorchArchive.open(channel);
      for (Map.Entry<String, Tensor> entry : StateDict.of(archive.pickle()).entrySet()) {
        opened.add(entry.getKey(), entry.getValue(), archive);
      }
      file.requireSame();
      return opened;
    } catch (MalformedFileException e) {
      throw invalid(file.path(), e);
    } catch (IOException e) {
      throw TensorReads.unreadable(file.path(), e);
    }
  }

  static InvalidCheckpointException invalid(Path file, MalformedFileException e) {
    return new InvalidCheckpointException(
        "'%s' is not a PyTorch state dict that can be read safely: %s. Download it again, or convert it to safetensors."
            .formatted(file, e.getMessage()));
  }

  private void add(String name, Tensor tensor, TorchArchive archive)
      throws IOException, MalformedFileException {
    StoredTensor stored = archive.placed(name, tensor, file);
    tensors.put(name, stored);
    if (!StridedRegion.isContiguous(tensor.shape(), tensor.strides())) {
      strided.put(stored, tensor);
    }
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public ByteBuffer read(StoredTensor tensor) {
    Tensor view = strided.get(tensor);
    if (view == null) {
      return TensorReads.map(tensor);
    }
    tensor.requireBuffer(tensor.byteSize());
    try {
      return StridedRegion.read(tensor, view.strides());
    } catch (IOException e) {
      throw TensorReads.unreadable(file.path(), e);
    }
  }

  @Override
  public boolean liesInOrder(StoredTensor tensor) {
    return !strided.containsKey(tensor);
  }

  @Override
  public String describe() {
    return file.toString();
  }
}
