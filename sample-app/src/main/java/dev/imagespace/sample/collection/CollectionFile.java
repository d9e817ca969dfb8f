package dev.imagespace.sample.collection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A collection on disk: a line that names the model, then a line for each picture, so that it can
 * be read with any text tool. Thread-safe, for a write replaces the file at once.
 */
final class CollectionFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private final PictureEncoder encoder;

  CollectionFile(Path directory, CollectionKind kind, PictureEncoder encoder) {
    this.path = directory.resolve(kind.lowerCase() + "-" + encoder.fingerprint() + ".jsonl");
    this.encoder = encoder;
  }

  Path path() {
    return path;
  }

  /** When the file was last written; empty where there is none. */
  Optional<FileTime> lastModified() {
    try {
      return Optional.of(Files.getLastModifiedTime(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The pictures of the file; none where there is no file. */
  List<EmbeddedPicture> read() {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<EmbeddedPicture> pictures = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      String header = lines.readLine();
      if (header == null || !header.equals(header())) {
        throw new CollectionException(message("is not of this model", null));
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        pictures.add(embedded(JSON.readValue(line, Entry.class)));
      }
    } catch (IOException | JacksonException e) {
      throw new CollectionException(message("cannot be read", e), e);
    }
    return pictures;
  }

  /** Replaces the file in one step: a reader, or a crash, never meets half of it. */
  void write(Collection<EmbeddedPicture> pictures) {
    try {
      Path directory = Files.createDirectories(path.toAbsolutePath().getParent());
      Path temporary = Files.createTempFile(directory, "collection-", ".tmp");
      try {
        writeLines(temporary, pictures);
        move(temporary);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new CollectionException(
          "Cannot write %s (%s). Set 'imagespace.sample.data-dir' to a directory that can be written."
              .formatted(path, e),
          e);
    }
  }

  private void writeLines(Path target, Collection<EmbeddedPicture> pictures) throws IOException {
    try (Writer out = Files.newBufferedWriter(target)) {
      out.write(header() + "\n");
      for (EmbeddedPicture picture : pictures) {
        out.write(JSON.writeValueAsString(entry(picture)) + "\n");
      }
    }
  }

  private void move(Path temporary) throws IOException {
    try {
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private String header() {
    return JSON.writeValueAsString(new Header(1, encoder.fingerprint(), encoder.dimension()));
  }

  private EmbeddedPicture embedded(Entry entry) {
    var vector = new float[entry.vector.length / Float.BYTES];
    if (vector.length != encoder.dimension()) {
      throw new CollectionException(message("holds a vector of another length", null));
    }
    ByteBuffer.wrap(entry.vector).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return new EmbeddedPicture(new Picture(entry.file, entry.description, entry.stamp), vector);
  }

  private static Entry entry(EmbeddedPicture embedded) {
    var bytes =
        ByteBuffer.allocate(embedded.vector().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(embedded.vector());
    Picture picture = embedded.picture();
    return new Entry(picture.file(), picture.description(), picture.stamp(), bytes.array());
  }

  private String message(String problem, @Nullable Exception cause) {
    return "%s %s%s. Delete the file; its pictures will be embedded anew."
        .formatted(path, problem, cause == null ? "" : " (" + cause.getMessage() + ")");
  }

  record Header(int version, String fingerprint, int dimension) {}

  /** Vectors are little-endian floats in base64: exact, and half the size of decimal digits. */
  record Entry(String file, @Nullable String description, String stamp, byte[] vector) {}
}
