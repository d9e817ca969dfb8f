package dev.imagespace.model.cache;

import dev.imagespace.model.CachedModel;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a cache, whichever tool wrote it. Immutable and thread-safe. */
final class CacheReader {
  private final CacheLayout layout;

  CacheReader(CacheLayout layout) {
    this.layout = layout;
  }

  /** See {@link ModelCache#find}. */
  Optional<Snapshot> find(String repository, String revision) {
    Path reference = layout.references(repository).resolve(revision);
    if (Files.isRegularFile(reference)) {
      try {
        String commit = Files.readString(reference).strip();
        return Snapshot.isCommit(commit)
            ? Optional.of(new Snapshot(repository, commit))
            : Optional.empty();
      } catch (IOException e) {
        throw new ModelCacheException("The cache file %s cannot be read".formatted(reference), e);
      }
    }
    Snapshot snapshot = new Snapshot(repository, revision);
    return Files.isDirectory(layout.directory(snapshot)) ? Optional.of(snapshot) : Optional.empty();
  }

  /** The branches and tags that point to a snapshot, in order. */
  private List<String> revisions(Snapshot snapshot) {
    Path references = layout.references(snapshot.repository());
    try (Stream<Path> files = Files.walk(references)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> references.relativize(file).toString().replace('\\', '/'))
          .filter(name -> find(snapshot.repository(), name).equals(Optional.of(snapshot)))
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  Optional<SnapshotManifest> manifest(Snapshot snapshot, ModelHandler handler) {
    return SnapshotManifest.read(layout.manifest(snapshot, handler));
  }

  /** The manifest for either handler. */
  private Optional<SnapshotManifest> manifest(Snapshot snapshot) {
    return Stream.of(ModelHandler.values())
        .flatMap(handler -> manifest(snapshot, handler).stream())
        .findFirst();
  }

  /** See {@link ModelCache#lack}. */
  Optional<String> lack(Snapshot snapshot, ModelHandler handler) {
    Path directory = layout.directory(snapshot);
    return manifest(snapshot, handler)
        .map(manifest -> manifest.lack(directory))
        .orElseGet(() -> SnapshotFiles.in(directory).lack(handler));
  }

  /** The licence by the hub or the model card; empty where neither names one. */
  Optional<String> licence(Snapshot snapshot, Optional<SnapshotManifest> manifest) {
    return manifest
        .map(SnapshotManifest::licence)
        .or(() -> Optional.ofNullable(ModelCard.licence(layout.directory(snapshot))));
  }

  /** Every model of the cache, ordered by repository. */
  List<CachedModel> list() {
    return subdirectories(layout.root()).stream()
        .flatMap(directory -> CacheLayout.repository(directory).stream())
        .flatMap(repository -> snapshots(repository).stream())
        .flatMap(snapshot -> model(snapshot).stream())
        .toList();
  }

  /** Every version of a model, whether a branch points to it or none. */
  List<Snapshot> snapshots(String repository) {
    return subdirectories(layout.snapshots(repository)).stream()
        .map(directory -> new Snapshot(repository, String.valueOf(directory.getFileName())))
        .toList();
  }

  private static List<Path> subdirectories(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** The model in a snapshot; empty where its files are of something else. */
  private Optional<CachedModel> model(Snapshot snapshot) {
    Path directory = layout.directory(snapshot);
    SnapshotFiles files = SnapshotFiles.in(directory);
    Optional<ModelHandler> handler = files.handler();
    Optional<SnapshotManifest> manifest = manifest(snapshot);
    if (manifest.isEmpty() && handler.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> lack =
        manifest.isPresent() ? manifest.get().lack(directory) : handler.flatMap(files::lack);
    return Optional.of(
        new CachedModel(
            snapshot.repository(),
            snapshot.commit(),
            revisions(snapshot),
            handler.orElse(null),
            directory,
            files.count(),
            files.bytes(),
            manifest.map(whole -> whole.missingBytes(directory)).orElse(0L),
            licence(snapshot, manifest).orElse(null),
            lack.orElse(null)));
  }

  /** The comparison of a snapshot with the hashes that are known. */
  SnapshotCheck check(Snapshot snapshot) {
    return SnapshotCheck.of(layout.directory(snapshot), manifest(snapshot));
  }
}
