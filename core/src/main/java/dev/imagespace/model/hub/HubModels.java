package dev.imagespace.model.hub;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelOrigin;
import dev.imagespace.model.cache.CheckpointFiles;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.ModelCard;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.model.cache.RepositoryCache;
import dev.imagespace.model.cache.SnapshotFiles;
import dev.imagespace.model.cache.SnapshotManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of the hub: from the cache where it holds them whole, else fetched. A pinned model that is
 * whole asks nobody; a branch is asked for, and what is there is used where nobody answers, or the
 * answer is no: a token that has run out is no reason for an application not to start. Thread-safe.
 */
final class HubModels {
  private static final Logger log = LoggerFactory.getLogger(HubModels.class);

  private static final Duration SOON = Duration.ofSeconds(3);

  private final ModelCache cache;
  private final HubSettings settings;
  private final HubRequests requests;
  private final Hub hub;
  private final ModelDownloadListener listener;

  HubModels(
      ModelCache cache, HubSettings settings, Backoff backoff, ModelDownloadListener listener) {
    this.cache = cache;
    this.settings = settings;
    this.requests = new HubRequests(settings, backoff);
    this.hub = new Hub(settings, requests);
    this.listener = listener;
  }

  /** The model's directory: its small files are there, its weights may be on their way. */
  ModelDirectory find(String model, ModelId id, ModelHandler handler) {
    RepositoryCache repository = RepositoryCache.of(cache, id.repository());
    Optional<String> local = repository.commit(id.revision());
    Optional<ModelDirectory> kept =
        local.flatMap(commit -> kept(model, id, repository, commit, handler));
    if (kept.isPresent() && (settings.offline() || id.isPinned())) {
      return kept.get();
    }
    if (settings.offline()) {
      throw HubResponses.offline("Model '%s' (%s in %s)".formatted(model, id, cache.root()));
    }
    Deadline deadline = Deadline.in(settings.startTimeout());
    try {
      HubListing listing = hub.listing(id, kept.isPresent() ? soon() : deadline);
      return fetched(model, id, repository, handler, listing, deadline);
    } catch (ModelDownloadException | ModelCacheException e) {
      if (kept.isEmpty()) {
        throw e;
      }
      log.warn(
          "Using model {} as the cache has it ({}): {}", id, local.orElseThrow(), e.getMessage());
      return kept.get();
    }
  }

  /** To hear of a newer version is not worth a long wait where a whole one is there. */
  private Deadline soon() {
    return Deadline.in(
        settings.startTimeout().compareTo(SOON) < 0 ? settings.startTimeout() : SOON);
  }

  /** What the cache holds, if that is all of it; offline, what it lacks is an error. */
  private Optional<ModelDirectory> kept(
      String model, ModelId id, RepositoryCache repository, String commit, ModelHandler handler) {
    Path snapshot = repository.snapshot(commit);
    Optional<SnapshotManifest> manifest = repository.readManifest(commit, handler);
    Optional<String> lack =
        manifest.isPresent()
            ? manifest.get().lack(snapshot)
            : SnapshotFiles.in(snapshot).lack(handler);
    if (lack.isEmpty()) {
      SnapshotManifest known =
          manifest.orElseGet(
              () -> new SnapshotManifest(id.repository(), commit, null, List.of(), List.of()));
      return Optional.of(directory(model, snapshot, known, PendingFiles.none()));
    }
    if (settings.offline() && Files.isDirectory(snapshot)) {
      throw HubResponses.offline("Model '%s' in %s: %s. It".formatted(model, snapshot, lack.get()));
    }
    log.info("Model {} is not whole in the cache: {}", id, lack.get());
    return Optional.empty();
  }

  private ModelDirectory fetched(
      String model,
      ModelId id,
      RepositoryCache repository,
      ModelHandler handler,
      HubListing listing,
      Deadline deadline) {
    String commit = listing.commit();
    Path snapshot = repository.snapshot(commit);
    SnapshotManifest manifest =
        repository
            .readManifest(commit, handler)
            .orElseGet(() -> fetchManifest(id, repository, handler, listing, deadline));
    fetch(id, repository, commit, manifest.small(), deadline);
    fetch(id, repository, commit, manifest.indexes(), deadline);
    List<HubFile> missing = SnapshotManifest.missing(snapshot, manifest.weights());
    // Another branch or a run before may have brought the bytes already.
    List<HubFile> absent =
        missing.stream().filter(file -> !file.isAt(repository.blob(file.etag()))).toList();
    absent.forEach(file -> repository.unlinkBroken(commit, file));
    missing.stream()
        .filter(file -> !absent.contains(file))
        .forEach(file -> repository.link(commit, file.path(), file.etag()));
    return directory(
        model, snapshot, manifest, arriving(id, repository, commit, snapshot, absent, deadline));
  }

  private PendingFiles arriving(
      ModelId id,
      RepositoryCache repository,
      String commit,
      Path snapshot,
      List<HubFile> weights,
      Deadline deadline) {
    // Until the new version is whole, the branch stands for the one before.
    Runnable fetch =
        () -> {
          fetch(id, repository, commit, weights, Deadline.never());
          repository.pointTo(id.revision(), commit);
        };
    if (weights.isEmpty() || settings.weights() == WeightFetch.BLOCK) {
      fetch.run();
      return PendingFiles.none();
    }
    Optional<Map<Path, RemoteFile>> announced =
        new WeightHeaders(hub).fetch(id, commit, snapshot, weights, deadline);
    if (announced.isEmpty()) {
      log.info(
          "{} sends no parts of files: {} is fetched before it opens", settings.endpoint(), id);
      fetch.run();
      return PendingFiles.none();
    }
    BackgroundDownload arrival = new BackgroundDownload(announced.get(), fetch);
    if (settings.weights() == WeightFetch.BACKGROUND) {
      arrival.begin();
    }
    return arrival;
  }

  private SnapshotManifest fetchManifest(
      ModelId id,
      RepositoryCache repository,
      ModelHandler handler,
      HubListing listing,
      Deadline deadline) {
    CheckpointFiles needed = new CheckpointFiles(handler, List.copyOf(listing.files().keySet()));
    needed.requireOwn(id.toString());
    List<HubFile> small = files(id, listing, needed.small(), deadline);
    fetch(id, repository, listing.commit(), small, deadline);
    String module = SnapshotFiles.module(repository.snapshot(listing.commit()));
    List<HubFile> weights = files(id, listing, needed.weights(module), deadline);
    SnapshotManifest manifest =
        new SnapshotManifest(id.repository(), listing.commit(), listing.licence(), small, weights);
    try {
      repository.write(repository.manifest(listing.commit(), handler), manifest.json());
    } catch (ModelCacheException readOnly) {
      // A cache that others filled can be used without our note.
      log.debug("What model {} consists of is asked for at each start", id, readOnly);
    }
    return manifest;
  }

  private List<HubFile> files(
      ModelId id, HubListing listing, List<String> paths, Deadline deadline) {
    paths.forEach(HubFile::requirePlain);
    return paths.stream()
        .map(
            path ->
                listing
                    .files()
                    .getOrDefault(path, Optional.empty())
                    .orElseGet(() -> hub.file(id, listing.commit(), path, deadline)))
        .toList();
  }

  private void fetch(
      ModelId id,
      RepositoryCache repository,
      String commit,
      List<HubFile> files,
      Deadline deadline) {
    BlobDownload download = new BlobDownload(requests, settings, repository, listener);
    Path snapshot = repository.snapshot(commit);
    for (HubFile file : SnapshotManifest.missing(snapshot, files)) {
      download.run(
          id.repository() + "@" + commit, file, hub.address(id, commit, file.path()), deadline);
      repository.link(commit, file.path(), file.etag());
    }
  }

  private ModelDirectory directory(
      String model, Path snapshot, SnapshotManifest manifest, PendingFiles arriving) {
    return new ModelDirectory(
        model,
        snapshot,
        new ModelOrigin(
            manifest.repository(),
            manifest.commit(),
            manifest.licence() == null ? ModelCard.licence(snapshot) : manifest.licence()),
        arriving);
  }
}
