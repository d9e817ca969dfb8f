package dev.imagespace.model.cache;

import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelOrigin;
import dev.imagespace.natives.NativeDirectory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache directory of models, in the layout of Python's huggingface_hub, which may use it at the
 * same time, as other threads, processes and machines may. Immutable and thread-safe.
 */
public final class ModelCache {
  private static final Logger log = LoggerFactory.getLogger(ModelCache.class);

  private final CacheLayout layout;
  private final CacheReader reader;
  private final CacheWriter writer;
  private final boolean named;

  private ModelCache(Path root, boolean named, BlobLock.Locking locks) {
    this.layout = new CacheLayout(root);
    this.reader = new CacheReader(layout);
    this.writer = new CacheWriter(layout, locks);
    this.named = named;
  }

  /**
   * The cache in a directory.
   *
   * @param directory null for the default of the Hugging Face tools
   * @throws ModelCacheException where it is a file
   */
  public static ModelCache at(@Nullable Path directory) {
    return at(directory, FileChannel::tryLock);
  }

  static ModelCache at(@Nullable Path directory, BlobLock.Locking locks) {
    Path root =
        (directory != null ? directory : HubSettings.defaultCacheDirectory()).toAbsolutePath();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new ModelCacheException(
          "The model cache %s is a file. Set 'imagespace.model-cache-dir' to a directory."
              .formatted(root));
    }
    return new ModelCache(root, directory != null, locks);
  }

  public Path root() {
    return layout.root();
  }

  /** Every model of the cache, ordered by repository; reads only links, headers and small files. */
  public List<CachedModel> list() {
    return reader.list();
  }

  /** Reads every byte of a model, and compares it with the hashes that are known. */
  public List<CheckedFile> verify(CachedModel model) {
    return reader.check(new Snapshot(model.repository(), model.commit())).run();
  }

  /** The snapshot that a branch, a tag or a commit stands for; empty where the cache has none. */
  public Optional<Snapshot> find(String repository, String revision) {
    return reader.find(repository, revision);
  }

  /** Every version of a model, whether a branch points to it or none. */
  public List<Snapshot> snapshots(String repository) {
    return reader.snapshots(repository);
  }

  /** The directory of a snapshot, which may be missing. */
  public Path directory(Snapshot snapshot) {
    return layout.directory(snapshot);
  }

  /**
   * The directory of the CLIP module of a sentence-transformers model, with its '/' at the end; ""
   * for the root.
   */
  public String module(Snapshot snapshot) {
    return SnapshotFiles.module(directory(snapshot));
  }

  /** The files that a snapshot consists of; empty where only other tools downloaded it. */
  public Optional<SnapshotManifest> manifest(Snapshot snapshot, ModelHandler handler) {
    return reader.manifest(snapshot, handler);
  }

  /**
   * The first file that is missing or incomplete, in words; empty where the snapshot is whole, as
   * far as names, sizes and headers tell.
   */
  public Optional<String> lack(Snapshot snapshot, ModelHandler handler) {
    return reader.lack(snapshot, handler);
  }

  /**
   * Opens a snapshot for a loader.
   *
   * @param model as the user named it
   * @param pending the files that are still being downloaded
   */
  public ModelDirectory open(
      String model, Snapshot snapshot, ModelHandler handler, PendingFiles pending) {
    String licence = reader.licence(snapshot, manifest(snapshot, handler)).orElse(null);
    return new ModelDirectory(
        model,
        directory(snapshot),
        new ModelOrigin(snapshot.repository(), snapshot.commit(), licence),
        pending);
  }

  /**
   * Writes the manifest of a snapshot.
   *
   * @throws ModelCacheException where the cache cannot be written
   */
  public void write(Snapshot snapshot, ModelHandler handler, SnapshotManifest manifest) {
    writer.write(snapshot, handler, manifest);
  }

  /** Points a branch or a tag to a snapshot; does nothing for a commit. */
  public void pointTo(String revision, Snapshot snapshot) {
    if (!revision.equals(snapshot.commit())
        && !find(snapshot.repository(), revision).equals(Optional.of(snapshot))) {
      writer.pointTo(revision, snapshot);
    }
  }

  /**
   * Links the files whose blobs are in the cache, from another branch or an earlier run, into a
   * snapshot.
   *
   * @return the files whose blobs are missing
   */
  public List<HubFile> linkPresent(Snapshot snapshot, List<HubFile> files) {
    return writer.linkPresent(snapshot, files);
  }

  /** Removes those of the files that are incomplete from a snapshot: nobody is to open them. */
  public void unlinkBroken(Snapshot snapshot, List<HubFile> files) {
    writer.unlinkBroken(snapshot, files);
  }

  /**
   * Stores a file and links it into its snapshot. Waits for the lock of the blob, and calls the
   * source only if no other thread or process has stored the blob by then.
   *
   * @param source writes the missing bytes and calls {@link PartialFile#finish}
   * @throws ModelCacheException where the lock is not free before the deadline, or the cache cannot
   *     be written
   */
  public void store(
      Snapshot snapshot, HubFile file, Deadline deadline, Consumer<PartialFile> source) {
    writer.store(snapshot, file, deadline, source);
  }

  /** The directory of a model that does not come from a hub. */
  Path ownModel(String name, String version) {
    return layout.ownModel(name, version);
  }

  /**
   * Creates the directory of such a model. It needs no cache: where the default cache cannot be
   * written, the directory is beside the native libraries.
   *
   * @throws ModelCacheException where a cache that the user named cannot be written
   */
  Path writableOwnModel(String name, String version) {
    Path directory = ownModel(name, version);
    try {
      CacheWriter.requireWritable(directory);
      return directory;
    } catch (ModelCacheException e) {
      if (named) {
        throw e;
      }
      Path instead = NativeDirectory.inUse().resolve(name + "-" + version);
      log.info("{} The model {} is in {}", e.getMessage(), name, instead);
      CacheWriter.requireWritable(instead);
      return instead;
    }
  }
}
