package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.GitLfs;
import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.format.TorchObjects.Tensor;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A state dict as {@code torch.save} writes it ({@code .bin}, {@code .pt}): a zip file with a
 * pickle that names the tensors, and one uncompressed entry for the numbers of each. The pickle is
 * read as data, so a hostile one is refused and never run. Thread-safe.
 */
public final class TorchFile implements TensorSource {
  private final StoredFile file;
  private final Map<String, StoredTensor> tensors;
  private @Nullable Contents contents;

  /** Tensors with their places, and the strides of those that do not lie row by row. */
  private record Contents(Map<String, StoredTensor> tensors, Map<String, List<Long>> strides) {}

  private TorchFile(
      StoredFile file, Map<String, StoredTensor> tensors, @Nullable Contents contents) {
    this.file = file;
    this.tensors = Collections.unmodifiableMap(tensors);
    this.contents = contents;
  }

  /** Reads the zip directory and the pickle, no tensor. */
  public static TorchFile open(Path file) {
    return open(file, PendingFiles.none());
  }

  /**
   * As {@link #open(Path)}, for a file that may be on its way. The zip directory at its end and the
   * pickle at its beginning tell names and shapes; where each tensor lies is told right before its
   * numbers, and read when the file is whole.
   */
  static TorchFile open(Path path, PendingFiles arriving) {
    try {
      if (arriving.isPending(path)) {
        StoredFile file = StoredFile.arriving(path);
        return new TorchFile(file, described(file, arriving), null);
      }
      StoredFile file = StoredFile.opened(path);
      Contents contents = contents(file);
      return new TorchFile(file, contents.tensors, contents);
    } catch (IOException e) {
      throw TensorReads.unreadable(path, e);
    }
  }

  private static Map<String, StoredTensor> described(StoredFile file, PendingFiles arriving)
      throws IOException {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    try (SeekableByteChannel channel = arriving.open(file.path())) {
      TorchArchive archive = TorchArchive.open(channel);
      for (Map.Entry<String, Tensor> entry : StateDict.of(archive.pickle()).entrySet()) {
        String name = entry.getKey();
        tensors.put(name, archive.described(name, entry.getValue(), file));
      }
    } catch (MalformedFileException e) {
      throw invalid(file, e);
    }
    return tensors;
  }

  private static Contents contents(StoredFile file) throws IOException {
    Contents contents = new Contents(new TreeMap<>(), new HashMap<>());
    file.requireSame();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      TorchArchive archive = TorchArchive.open(channel);
      for (Map.Entry<String, Tensor> entry : StateDict.of(archive.pickle()).entrySet()) {
        String name = entry.getKey();
        Tensor tensor = entry.getValue();
        contents.tensors.put(name, archive.placed(name, tensor, file));
        if (!StridedRegion.isContiguous(tensor.shape(), tensor.strides())) {
          contents.strides.put(name, tensor.strides());
        }
      }
    } catch (MalformedFileException e) {
      throw invalid(file, e);
    }
    file.requireSame();
    return contents;
  }

  private static InvalidCheckpointException invalid(StoredFile file, MalformedFileException e) {
    return new InvalidCheckpointException(
        "'%s' is not a PyTorch state dict that can be read safely: %s.%s"
            .formatted(
                file,
                e.getMessage(),
                GitLfs.isPointer(file.path())
                    ? ""
                    : " Put the original in its place, or convert it to safetensors in Python."));
  }

  @Override
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /** To be called when the file has arrived. */
  @Override
  public ByteBuffer read(StoredTensor tensor) {
    try {
      Contents whole = whole();
      StoredTensor placed = whole.tensors.get(tensor.name());
      if (placed == null
          || placed.type() != tensor.type()
          || !placed.shape().equals(tensor.shape())) {
        throw new InvalidCheckpointException(
            "'%s' has another tensor '%s' than it had while it was on its way. Download it again."
                .formatted(file, Shown.of(tensor.name())));
      }
      List<Long> strides = whole.strides.get(tensor.name());
      return strides == null ? TensorReads.map(placed) : StridedRegion.read(placed, strides);
    } catch (IOException e) {
      throw TensorReads.unreadable(file.path(), e);
    }
  }

  private synchronized Contents whole() throws IOException {
    Contents known = contents;
    if (known == null) {
      known = contents(file);
      contents = known;
    }
    return known;
  }

  /** Where those of a file on its way lie was not known when it was opened. */
  @Override
  public boolean liesInOrder(StoredTensor tensor) {
    return tensor.offset() != TorchArchive.NO_PLACE && !strided().containsKey(tensor.name());
  }

  private synchronized Map<String, List<Long>> strided() {
    Contents known = contents;
    return known == null ? Map.of() : known.strides;
  }

  @Override
  public String describe() {
    return file.toString();
  }
}
