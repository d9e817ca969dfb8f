package dev.imagespace.model.cache;

import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.CheckedFile.Verdict;
import dev.imagespace.model.ModelCacheException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares every byte of a snapshot with the hashes that are known. Immutable.
 *
 * @param directory of the snapshot
 * @param etags hash by path, including missing files; "" where it is unknown
 */
record SnapshotCheck(Path directory, Map<String, String> etags) {

  /** Takes the hashes from the manifest, and from the names of the linked blobs. */
  static SnapshotCheck of(Path directory, Optional<SnapshotManifest> manifest) {
    Map<String, String> etags = new TreeMap<>();
    for (String path : SnapshotFiles.in(directory).paths()) {
      etags.put(path, linkedBlob(directory.resolve(path)));
    }
    manifest.stream()
        .flatMap(SnapshotManifest::files)
        .forEach(file -> etags.put(file.path(), file.etag()));
    return new SnapshotCheck(directory, etags);
  }

  /** The name of a blob is its hash; "" where the file is no link. */
  private static String linkedBlob(Path file) {
    try {
      return Files.isSymbolicLink(file)
          ? Files.readSymbolicLink(file).getFileName().toString()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  List<CheckedFile> run() {
    return etags.entrySet().stream()
        .map(entry -> check(entry.getKey(), directory.resolve(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static CheckedFile check(String path, Path file, String etag) {
    if (!Files.isRegularFile(file)) {
      return new CheckedFile(path, file, 0, Verdict.MISSING);
    }
    try {
      return new CheckedFile(path, file.toRealPath(), Files.size(file), verdict(file, etag));
    } catch (IOException e) {
      throw new ModelCacheException("The cache file %s cannot be read".formatted(file), e);
    }
  }

  private static Verdict verdict(Path file, String etag) throws IOException {
    if (!BlobHash.isHash(etag)) {
      return Verdict.UNKNOWN;
    }
    return BlobHash.matches(file, etag) ? Verdict.SOUND : Verdict.CHANGED;
  }
}
