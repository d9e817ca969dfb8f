package dev.imagespace.model.cache;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.HeapShare;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a snapshot, and what can be told from them without a manifest. Immutable.
 *
 * @param directory of the snapshot
 * @param paths of its files, relative to it, including broken links
 */
record SnapshotFiles(Path directory, List<String> paths) {
  private static final Logger log = LoggerFactory.getLogger(SnapshotFiles.class);
  private static final long MAX_LIST_BYTES = HeapShare.of(256, 4 << 20);

  /** Lists the files of a directory; none where it does not exist. */
  static SnapshotFiles in(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      return new SnapshotFiles(
          directory,
          walk.filter(path -> !Files.isDirectory(path))
              .map(path -> directory.relativize(path).toString().replace('\\', '/'))
              .filter(path -> FileNames.refusal(path) == null)
              .sorted()
              .toList());
    } catch (IOException none) {
      return new SnapshotFiles(directory, List.of());
    }
  }

  int count() {
    return (int) paths.stream().map(directory::resolve).filter(Files::isRegularFile).count();
  }

  /** The size of all files, in bytes. */
  long bytes() {
    return paths.stream().map(directory::resolve).mapToLong(SnapshotFiles::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException missing) {
      return 0;
    }
  }

  /** The handler of this layout; empty where it is not a model for images and texts. */
  Optional<ModelHandler> handler() {
    return LayoutFiles.ofPictures(paths::contains, module(directory)).map(LayoutFiles::handler);
  }

  /** The first file that is missing or incomplete, in words; empty where none is known to be. */
  Optional<String> lack(ModelHandler handler) {
    String module = module(directory);
    CheckpointFiles needed = new CheckpointFiles(handler, paths);
    Optional<String> unnamed = needed.lack(module);
    if (unnamed.isPresent()) {
      return unnamed;
    }
    Optional<String> small = firstLack(needed.small());
    Optional<String> weights = firstLack(needed.weights(module));
    // Beside weights that are links to nothing, others may be whole.
    List<String> there = paths.stream().filter(this::isThere).toList();
    CheckpointFiles others = new CheckpointFiles(handler, there);
    boolean whole =
        weights.isEmpty()
            || (others.lack(module).isEmpty() && firstLack(others.weights(module)).isEmpty());
    return small.isPresent() ? small : whole ? Optional.empty() : weights;
  }

  private boolean isThere(String path) {
    return Files.isRegularFile(directory.resolve(path));
  }

  private Optional<String> firstLack(List<String> names) {
    return names.stream().flatMap(path -> lack(path).stream()).findFirst();
  }

  private Optional<String> lack(String path) {
    Path file = directory.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.of("file '%s' is a link to nothing".formatted(Shown.of(path)));
    }
    try {
      if (path.endsWith(".safetensors") && SafetensorsLength.of(file) != Files.size(file)) {
        return Optional.of(
            "file '%s' has %,d of %,d bytes"
                .formatted(path, Files.size(file), SafetensorsLength.of(file)));
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of("file '%s' has no readable header".formatted(path));
    }
  }

  /**
   * The directory of the first module of sentence-transformers, with its '/' at the end. "" for the
   * root, and where the list of modules is invalid, for which the loader has the better message.
   */
  static String module(Path snapshot) {
    Path modules = snapshot.resolve("modules.json");
    try {
      if (!Files.isRegularFile(modules) || Files.size(modules) > MAX_LIST_BYTES) {
        return "";
      }
      JsonElement first = JsonParser.parseString(Files.readString(modules)).getAsJsonArray().get(0);
      JsonElement path = first.getAsJsonObject().get("path");
      String directory = path == null ? "" : path.getAsString();
      return directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
    } catch (IOException | RuntimeException e) {
      log.debug("No module is named in {}", modules, e);
      return "";
    }
  }
}
