package dev.imagespace.model.hub;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.WeightLicence;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.model.cache.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves names of the hub: from the cache where it holds the snapshot whole, else by a download.
 * For a pinned model that is whole the hub is not asked. A branch is asked for, and where the hub
 * cannot be reached or refuses, the snapshot of the cache is used: a token that has expired is no
 * reason for an application not to start. Thread-safe.
 */
final class HubResolver {
  private static final Logger log = LoggerFactory.getLogger(HubResolver.class);

  private static final Duration SOON = Duration.ofSeconds(3);

  private final ModelCache cache;
  private final HubSettings settings;
  private final Hub hub;
  private final BlobDownload blobs;

  HubResolver(
      ModelCache cache, HubSettings settings, Backoff backoff, ModelDownloadListener listener) {
    this.cache = cache;
    this.settings = settings;
    HubRequests requests = new HubRequests(settings, backoff);
    this.hub = new Hub(settings, requests);
    this.blobs = new BlobDownload(requests, settings, cache, listener);
  }

  /** The model's directory: its small files are there, its weights may be pending. */
  ModelDirectory resolve(String model, ModelId id, ModelHandler handler) {
    Optional<Snapshot> local = cache.find(id.repository(), id.revision());
    Optional<ModelDirectory> kept = local.flatMap(snapshot -> kept(model, id, snapshot, handler));
    if (kept.isPresent() && (settings.offline() || id.isPinned())) {
      return kept.get();
    }
    if (settings.offline()) {
      throw HubResponses.offline(
          "Model '%s' (%s in %s)".formatted(model, id, cache.root()), commits(id));
    }
    Deadline deadline = Deadline.in(settings.startTimeout());
    try {
      HubListing listing = hub.listing(id, kept.isPresent() ? soon() : deadline);
      requireLicence(model, id, listing.licence());
      Snapshot snapshot = new Snapshot(id.repository(), listing.commit());
      PendingFiles pending =
          new SnapshotDownload(
                  cache, settings, hub, blobs, id, snapshot, handler, listing, deadline)
              .run();
      return cache.open(model, snapshot, handler, pending);
    } catch (ModelDownloadException | ModelCacheException e) {
      if (kept.isEmpty()) {
        throw e;
      }
      log.warn(
          "Using model {} as the cache has it ({}): {}",
          id,
          local.orElseThrow().commit(),
          e.getMessage());
      return kept.get();
    }
  }

  /** Before anything is fetched. */
  private void requireLicence(String model, ModelId id, @Nullable String named) {
    WeightLicence.of(id.repository(), named).require(settings.licences(), model);
  }

  /** The versions that are there without a branch or tag, as after a copy; "" where none is. */
  private String commits(ModelId id) {
    String there =
        cache.snapshots(id.repository()).stream()
            .map(snapshot -> "'%s@%s'".formatted(id.repository(), snapshot.commit()))
            .limit(3)
            .collect(Collectors.joining(", "));
    return there.isEmpty()
        ? ""
        : " The cache has %s, and nothing says which is '%s': set 'imagespace.model' to one of them."
            .formatted(there, id.revision());
  }

  /** To hear of a newer version is not worth a long wait where a whole one is there. */
  private Deadline soon() {
    return Deadline.in(
        settings.startTimeout().compareTo(SOON) < 0 ? settings.startTimeout() : SOON);
  }

  /** The snapshot of the cache, if it is whole; offline, what it lacks is an error. */
  private Optional<ModelDirectory> kept(
      String model, ModelId id, Snapshot snapshot, ModelHandler handler) {
    Optional<String> lack = cache.lack(snapshot, handler);
    if (lack.isEmpty()) {
      ModelDirectory whole = cache.open(model, snapshot, handler, PendingFiles.none());
      requireLicence(model, id, whole.licence());
      return Optional.of(whole);
    }
    Path directory = cache.directory(snapshot);
    if (settings.offline() && Files.isDirectory(directory)) {
      throw HubResponses.offline(
          "Model '%s' in %s: %s. It".formatted(model, directory, lack.get()), "");
    }
    log.info("Model {} is not whole in the cache: {}", id, lack.get());
    return Optional.empty();
  }
}
