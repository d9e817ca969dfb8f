package dev.imagespace.model.cache;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a complete snapshot, as the hub listed them. Without a manifest, a missing file
 * cannot be told from one that never existed. Immutable.
 *
 * @param small files that are read while a model opens
 * @param weights that are read when a tower runs
 */
public record SnapshotManifest(
    String repository,
    String commit,
    @Nullable String licence,
    List<HubFile> small,
    List<HubFile> weights) {
  private static final Gson GSON = new Gson();

  static Optional<SnapshotManifest> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      SnapshotManifest read = GSON.fromJson(Files.readString(file), SnapshotManifest.class);
      boolean whole =
          read != null
              && read.small != null
              && read.weights != null
              && Stream.of(read.small, read.weights).noneMatch(files -> files.contains(null));
      return whole ? Optional.of(read) : Optional.empty();
    } catch (IOException | RuntimeException damaged) {
      // It is written again from the hub's listing.
      return Optional.empty();
    }
  }

  String json() {
    return GSON.toJson(this);
  }

  /** The indexes of sharded weights, which are read while a model opens. */
  public List<HubFile> indexes() {
    return weights.stream().filter(file -> file.path().endsWith(".json")).toList();
  }

  Stream<HubFile> files() {
    return Stream.concat(small.stream(), weights.stream());
  }

  private Stream<HubFile> missing(Path snapshot) {
    return files().filter(file -> !file.isAt(snapshot.resolve(file.path())));
  }

  /** The first file that is missing or incomplete, in words; empty where none is. */
  Optional<String> lack(Path snapshot) {
    return missing(snapshot)
        .findFirst()
        .map(
            file ->
                "file '%s' has %s of %,d bytes"
                    .formatted(file.path(), found(snapshot.resolve(file.path())), file.size()));
  }

  long missingBytes(Path snapshot) {
    return missing(snapshot).mapToLong(HubFile::size).sum();
  }

  private static String found(Path path) {
    try {
      return "%,d".formatted(Files.size(path));
    } catch (IOException e) {
      return "none";
    }
  }
}
