package dev.imagespace.model.cache;

import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.CheckedFile.Verdict;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One snapshot of a repository, looked at for people. Immutable.
 *
 * @param files that are there
 * @param expected by path, as far as the hub or a link's target told
 */
public record CachedVersion(
    RepositoryCache repository,
    String commit,
    SnapshotFiles files,
    Optional<SnapshotManifest> manifest,
    Map<String, String> expected) {

  public static CachedVersion of(RepositoryCache repository, String commit) {
    Path snapshot = repository.snapshot(commit);
    SnapshotFiles files = SnapshotFiles.in(snapshot);
    Optional<SnapshotManifest> manifest =
        Stream.of(ModelHandler.values())
            .flatMap(handler -> repository.readManifest(commit, handler).stream())
            .findFirst();
    Map<String, String> expected = new TreeMap<>();
    for (String path : files.paths()) {
      expected.put(path, linkedBlob(snapshot.resolve(path)));
    }
    manifest.stream()
        .flatMap(noted -> Stream.concat(noted.small().stream(), noted.weights().stream()))
        .forEach(file -> expected.put(file.path(), file.etag()));
    return new CachedVersion(repository, commit, files, manifest, expected);
  }

  /** A blob's name is its hash; "" where there is no link. */
  private static String linkedBlob(Path file) {
    try {
      return Files.isSymbolicLink(file)
          ? Files.readSymbolicLink(file).getFileName().toString()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The model, or empty where the files are of something else. */
  public Optional<CachedModel> model() {
    Path snapshot = files.directory();
    Optional<ModelHandler> handler = files.handler();
    if (manifest.isEmpty() && handler.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> lack =
        manifest.isPresent() ? manifest.get().lack(snapshot) : handler.flatMap(files::lack);
    String noted = manifest.map(SnapshotManifest::licence).orElse(null);
    return Optional.of(
        new CachedModel(
            repository.id(),
            commit,
            repository.revisions(commit),
            handler.orElse(null),
            snapshot,
            (int) files.paths().stream().filter(path -> isThere(snapshot.resolve(path))).count(),
            files.paths().stream().mapToLong(path -> bytes(snapshot.resolve(path))).sum(),
            manifest.stream().mapToLong(whole -> whole.missingBytes(snapshot)).sum(),
            noted == null ? ModelCard.licence(snapshot) : noted,
            lack.orElse(null)));
  }

  public Stream<CheckedFile> check() {
    return expected.entrySet().stream()
        .map(
            entry -> {
              Path file = files.directory().resolve(entry.getKey());
              return new CheckedFile(
                  entry.getKey(), real(file), bytes(file), verdict(file, entry.getValue()));
            });
  }

  private static Verdict verdict(Path file, String etag) {
    if (!isThere(file)) {
      return Verdict.MISSING;
    }
    if (!BlobHash.isHash(etag)) {
      return Verdict.UNKNOWN;
    }
    try {
      return BlobHash.matches(file, etag) ? Verdict.SOUND : Verdict.CHANGED;
    } catch (IOException e) {
      throw new ModelCacheException("The cache file %s cannot be read".formatted(file), e);
    }
  }

  private static boolean isThere(Path file) {
    return Files.isRegularFile(file);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException missing) {
      return file;
    }
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException missing) {
      return 0;
    }
  }
}
