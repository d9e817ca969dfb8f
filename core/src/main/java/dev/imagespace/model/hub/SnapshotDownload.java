package dev.imagespace.model.hub;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.CheckpointFiles;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.model.cache.Snapshot;
import dev.imagespace.model.cache.SnapshotManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the files of one snapshot that are missing from the cache. Used once, by one thread.
 *
 * @param listing of the snapshot's files
 * @param deadline for the small files and the headers of weights
 */
record SnapshotDownload(
    ModelCache cache,
    HubSettings settings,
    Hub hub,
    BlobDownload blobs,
    ModelId id,
    Snapshot snapshot,
    ModelHandler handler,
    HubListing listing,
    Deadline deadline) {
  private static final Logger log = LoggerFactory.getLogger(SnapshotDownload.class);

  /**
   * Downloads the small files, and the weights when the settings say so.
   *
   * @return the weights that are still to come
   */
  PendingFiles run() {
    SnapshotManifest manifest = cache.manifest(snapshot, handler).orElseGet(this::manifest);
    fetch(manifest.small(), deadline);
    fetch(manifest.indexes(), deadline);
    List<HubFile> weights = cache.linkPresent(snapshot, manifest.weights());
    cache.unlinkBroken(snapshot, weights);
    if (weights.isEmpty() || settings.weights() == WeightFetch.BLOCK) {
      fetchWeights(weights);
      return PendingFiles.none();
    }
    return pending(weights);
  }

  private PendingFiles pending(List<HubFile> weights) {
    Optional<Map<Path, RemoteFile>> headers =
        new WeightHeaders(hub).fetch(snapshot, cache.directory(snapshot), weights, deadline);
    if (headers.isEmpty()) {
      log.info(
          "{} sends no parts of files: {} is fetched before it opens", settings.endpoint(), id);
      fetchWeights(weights);
      return PendingFiles.none();
    }
    BackgroundDownload download =
        new BackgroundDownload(headers.get(), () -> fetchWeights(weights));
    if (settings.weights() == WeightFetch.BACKGROUND) {
      download.start();
    }
    return download;
  }

  /** Until the new version is whole, the branch points to the one before. */
  private void fetchWeights(List<HubFile> weights) {
    fetch(weights, Deadline.never());
    cache.pointTo(id.revision(), snapshot);
  }

  /**
   * The files of the snapshot that the loader reads. Downloads the small ones, which name the
   * directory of the weights.
   */
  private SnapshotManifest manifest() {
    CheckpointFiles files = new CheckpointFiles(handler, List.copyOf(listing.files().keySet()));
    files.requireOwn(id.toString());
    List<HubFile> small = described(files.small());
    fetch(small, deadline);
    List<HubFile> weights = described(files.weights(cache.module(snapshot)));
    SnapshotManifest manifest =
        new SnapshotManifest(
            snapshot.repository(), snapshot.commit(), listing.licence(), small, weights);
    try {
      cache.write(snapshot, handler, manifest);
    } catch (ModelCacheException readOnly) {
      // A read-only cache can be used without a manifest.
      log.debug("What model {} consists of is asked for at each start", id, readOnly);
    }
    return manifest;
  }

  /** The hash and size of each file, from the listing or by a request for the file. */
  private List<HubFile> described(List<String> paths) {
    paths.forEach(HubFile::requirePlain);
    return paths.stream()
        .map(
            path ->
                listing
                    .files()
                    .getOrDefault(path, Optional.empty())
                    .orElseGet(() -> hub.file(snapshot, path, deadline)))
        .toList();
  }

  private void fetch(List<HubFile> files, Deadline limit) {
    for (HubFile file : cache.linkPresent(snapshot, files)) {
      blobs.fetch(snapshot, file, hub.address(snapshot, file.path()), limit);
    }
  }
}
