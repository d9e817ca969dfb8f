package dev.imagespace.onnx;

import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Weights that no file of the checkpoint holds as the graph wants them, in a temporary file, as
 * ONNX Runtime maps weights from files and copies all others. The file is made when the first is
 * added, and deleted when this is closed. Not thread-safe.
 */
final class ConvertedWeights implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final Path directory;
  private final Map<StoredFile, StoredFile> real = new HashMap<>();
  private @Nullable StoredFile file;
  private long size;

  /**
   * Nothing yet.
   *
   * @param directory for the temporary file
   */
  ConvertedWeights(Path directory) {
    this.directory = real(directory);
  }

  /** ONNX Runtime follows no symbolic link out of the folder of a model. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("'%s' cannot be read".formatted(path), e);
    }
  }

  StoredRegion real(StoredRegion region) {
    return new StoredRegion(real(region.file()), region.offset(), region.bytes());
  }

  private StoredFile real(StoredFile file) {
    return real.computeIfAbsent(file, StoredFile::real);
  }

  /** Whether one folder can hold that file and the temporary one: not on two drives of Windows. */
  boolean isBeside(StoredFile other) {
    return real(other).path().getRoot().equals(directory.getRoot());
  }

  /** Writes the values, and says where. */
  StoredRegion add(ByteBuffer values) {
    return add(to -> to.accept(values));
  }

  /**
   * Writes values that come in pieces, and says where.
   *
   * @param values hands each piece on
   */
  StoredRegion add(Consumer<Consumer<ByteBuffer>> values) {
    StoredFile target = file();
    try (FileChannel channel = FileChannel.open(target.path(), StandardOpenOption.WRITE)) {
      long offset = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      channel.position(offset);
      values.accept(piece -> write(channel, piece));
      size = channel.position();
      return new StoredRegion(target, offset, size - offset);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(FileChannel channel, ByteBuffer piece) {
    try {
      ByteBuffer rest = piece.duplicate();
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private StoredFile file() {
    StoredFile made = file;
    if (made == null) {
      try {
        made = StoredFile.arriving(Files.createTempFile(directory, "imagespace-weights-", ".tmp"));
      } catch (IOException e) {
        throw unwritable(e);
      }
      file = made;
    }
    return made;
  }

  private UncheckedIOException unwritable(IOException cause) {
    return new UncheckedIOException(
        "Weights that are not stored as float32 are converted into a temporary file, and '%s' takes none: %s. The system property 'java.io.tmpdir' names another directory."
            .formatted(directory, cause.getMessage()),
        cause);
  }

  /** The innermost folder that holds all the files. */
  Path folderOf(List<StoredFile> files) {
    Path folder = files.isEmpty() ? directory : parent(files.get(0).path());
    for (StoredFile other : files) {
      while (!other.path().startsWith(folder)) {
        folder = parent(folder);
      }
    }
    return folder;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(
          "No folder holds '%s' and the other weights".formatted(path));
    }
    return parent;
  }

  /** What has been mapped stays so; where the system holds on to it, the file goes with the JVM. */
  @Override
  public void close() {
    StoredFile made = file;
    file = null;
    if (made != null) {
      try {
        Files.deleteIfExists(made.path());
      } catch (IOException e) {
        made.path().toFile().deleteOnExit();
      }
    }
  }
}
