package dev.imagespace.model.cache;

import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One repository in the cache, laid out as huggingface_hub does it: {@code refs/} from a branch or
 * tag to a commit, {@code snapshots/commit/path} linked to {@code blobs/etag}. Immutable and
 * thread-safe; writers hold the lock of the blob.
 */
public final class RepositoryCache {
  private static final String PREFIX = "models--";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  private final ModelCache cache;
  private final String name;
  private final Path directory;

  private RepositoryCache(ModelCache cache, String name) {
    this.cache = cache;
    this.name = name;
    this.directory = cache.root().resolve(name);
  }

  /** The repository in a directory of the cache; empty where the directory is something else. */
  public static Optional<RepositoryCache> of(ModelCache cache, Path directory) {
    String name = String.valueOf(directory.getFileName());
    return name.startsWith(PREFIX)
        ? Optional.of(new RepositoryCache(cache, name))
        : Optional.empty();
  }

  public static RepositoryCache of(ModelCache cache, String id) {
    return new RepositoryCache(cache, PREFIX + id.replace("/", "--"));
  }

  /** Whether a revision names one commit for ever, and not a branch or a tag that moves. */
  public static boolean isCommit(String revision) {
    return COMMIT.matcher(revision).matches();
  }

  /** Such as owner/name. */
  public String id() {
    return name.substring(PREFIX.length()).replace("--", "/");
  }

  public ModelCache cache() {
    return cache;
  }

  public Path blob(String etag) {
    return directory.resolve("blobs").resolve(etag);
  }

  /** The same file that huggingface_hub locks. */
  public Path lock(String etag) {
    return cache.root().resolve(".locks").resolve(name).resolve(etag + ".lock");
  }

  public Path snapshot(String commit) {
    return snapshots().resolve(commit);
  }

  public Path snapshots() {
    return directory.resolve("snapshots");
  }

  /** What was noted of a snapshot when it was fetched, in a corner that other tools pass over. */
  public Path manifest(String commit, ModelHandler handler) {
    return directory.resolve("imagespace").resolve(commit + "." + handler + ".json");
  }

  public Optional<SnapshotManifest> readManifest(String commit, ModelHandler handler) {
    return SnapshotManifest.read(manifest(commit, handler));
  }

  /** The commit that a revision stands for here: what a branch or tag points at, or itself. */
  public Optional<String> commit(String revision) {
    Path reference = directory.resolve("refs").resolve(revision);
    if (Files.isRegularFile(reference)) {
      try {
        String commit = Files.readString(reference).strip();
        return isCommit(commit) ? Optional.of(commit) : Optional.empty();
      } catch (IOException e) {
        throw new ModelCacheException("The cache file %s cannot be read".formatted(reference), e);
      }
    }
    return Files.isDirectory(snapshot(revision)) ? Optional.of(revision) : Optional.empty();
  }

  /** The branches and tags that point at a commit, in order. */
  public List<String> revisions(String commit) {
    Path references = directory.resolve("refs");
    try (Stream<Path> files = Files.walk(references)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> references.relativize(file).toString().replace('\\', '/'))
          .filter(revision -> commit(revision).equals(Optional.of(commit)))
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** Notes what a branch or tag points at; a commit needs no note. */
  public void pointTo(String revision, String commit) {
    if (!revision.equals(commit) && !commit(revision).equals(Optional.of(commit))) {
      write(directory.resolve("refs").resolve(revision), commit);
    }
  }

  /** Makes the blob visible in the snapshot: a link, or the file itself where links are not. */
  public void link(String commit, String path, String etag) {
    Path target = snapshot(commit).resolve(path);
    Path blob = blob(etag);
    cache.requireWritableParent(target);
    try {
      if (isSame(target, blob)) {
        return;
      }
      Path fresh = beside(target);
      try {
        Files.createSymbolicLink(fresh, target.resolveSibling("").relativize(blob));
      } catch (IOException | UnsupportedOperationException noLinks) {
        Files.copy(blob, fresh);
      }
      move(fresh, target);
    } catch (FileAlreadyExistsException another) {
      // Someone linked the same blob in between.
    } catch (IOException e) {
      throw ModelCache.notWritable(target, e);
    }
  }

  /**
   * What was cut short must not be taken for the whole while that is fetched. What is not there is
   * left alone: another process may just be linking it.
   */
  public void unlinkBroken(String commit, HubFile file) {
    Path target = snapshot(commit).resolve(file.path());
    try {
      if (Files.exists(target) && !file.isAt(target)) {
        Files.deleteIfExists(target);
      }
    } catch (IOException e) {
      throw ModelCache.notWritable(target, e);
    }
  }

  private static boolean isSame(Path target, Path blob) throws IOException {
    if (!Files.exists(target)) {
      return false;
    }
    return Files.isSameFile(target, blob)
        || (!Files.isSymbolicLink(target) && Files.mismatch(target, blob) < 0);
  }

  /** Written beside its place and moved there whole. */
  public void write(Path target, String text) {
    cache.requireWritableParent(target);
    Path fresh = beside(target);
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      move(fresh, target);
    } catch (IOException e) {
      throw ModelCache.notWritable(target, e);
    }
  }

  /** Not a temporary file of the JDK: those are for their owner alone, and a cache is shared. */
  public static Path beside(Path target) {
    return target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  public static void move(Path fresh, Path target) throws IOException {
    try {
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
