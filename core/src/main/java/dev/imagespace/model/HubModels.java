package dev.imagespace.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelDownloadException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models of the hub: from the cache where it holds them whole, else fetched. A pinned model that is
 * whole asks nobody; a branch is asked for, and what is there is used where nobody answers.
 * Thread-safe.
 */
final class HubModels {
  private static final Logger log = LoggerFactory.getLogger(HubModels.class);

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
    RepositoryCache repository = cache.repository(id);
    Optional<String> local = repository.commit(id.revision());
    if (local.isPresent() && (settings.offline() || id.isPinned())) {
      Optional<ModelDirectory> kept = kept(model, id, repository, local.get(), handler);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    if (settings.offline()) {
      throw HubAnswers.offline("Model '%s' (%s in %s)".formatted(model, id, cache.root()));
    }
    Deadline deadline = Deadline.in(settings.startTimeout());
    try {
      return fetched(model, id, repository, handler, deadline);
    } catch (ModelDownloadException e) {
      Optional<ModelDirectory> kept =
          e.reason() == Reason.UNREACHABLE && local.isPresent()
              ? kept(model, id, repository, local.get(), handler)
              : Optional.empty();
      if (kept.isEmpty()) {
        throw e;
      }
      log.warn("Using model {} as the cache has it ({}): {}", id, local.get(), e.getMessage());
      return kept.get();
    }
  }

  /** What the cache holds, if that is all of it. */
  private Optional<ModelDirectory> kept(
      String model, ModelId id, RepositoryCache repository, String commit, ModelHandler handler) {
    Path snapshot = repository.snapshot(commit);
    Optional<SnapshotManifest> manifest = manifest(repository, commit, handler);
    if (manifest.isPresent()) {
      List<HubFile> missing = SnapshotManifest.missing(snapshot, manifest.get().small());
      List<HubFile> weights = SnapshotManifest.missing(snapshot, manifest.get().weights());
      if (missing.isEmpty() && weights.isEmpty()) {
        return Optional.of(directory(model, snapshot, manifest.get(), ArrivingFiles.none()));
      }
      if (settings.offline()) {
        HubFile first = missing.isEmpty() ? weights.get(0) : missing.get(0);
        throw HubAnswers.offline(
            "Model '%s': file '%s' in %s (%,d bytes)"
                .formatted(model, first.path(), snapshot, first.size()));
      }
      return Optional.empty();
    }
    boolean whole = Files.isDirectory(snapshot) && WholeFiles.are(snapshot);
    return whole || (settings.offline() && Files.isDirectory(snapshot))
        ? Optional.of(
            new ModelDirectory(
                model,
                snapshot,
                new ModelOrigin(id.repository(), commit, null),
                ArrivingFiles.none()))
        : Optional.empty();
  }

  private static Optional<SnapshotManifest> manifest(
      RepositoryCache repository, String commit, ModelHandler handler) {
    return SnapshotManifest.read(repository.manifest(commit, handler));
  }

  private ModelDirectory fetched(
      String model,
      ModelId id,
      RepositoryCache repository,
      ModelHandler handler,
      Deadline deadline) {
    Hub.Listing listing = hub.listing(id, deadline);
    String commit = listing.commit();
    Path snapshot = repository.snapshot(commit);
    SnapshotManifest manifest =
        manifest(repository, commit, handler)
            .orElseGet(() -> fetchManifest(id, repository, handler, listing, deadline));
    fetch(id, repository, commit, manifest.small(), deadline);
    repository.pointTo(id.revision(), commit);
    List<HubFile> missing = SnapshotManifest.missing(snapshot, manifest.weights());
    // Another branch or a run before may have brought the bytes already.
    List<HubFile> absent =
        missing.stream()
            .filter(file -> !BlobDownload.isThere(repository.blob(file.etag()), file))
            .toList();
    missing.stream()
        .filter(file -> !absent.contains(file))
        .forEach(file -> repository.link(commit, file.path(), file.etag()));
    return directory(
        model, snapshot, manifest, arriving(id, repository, commit, snapshot, absent, deadline));
  }

  private ArrivingFiles arriving(
      ModelId id,
      RepositoryCache repository,
      String commit,
      Path snapshot,
      List<HubFile> weights,
      Deadline deadline) {
    if (weights.isEmpty()) {
      return ArrivingFiles.none();
    }
    Runnable fetch = () -> fetch(id, repository, commit, weights, Deadline.never());
    boolean readable = weights.stream().noneMatch(file -> file.path().endsWith(".bin"));
    if (settings.weights() == WeightFetch.BLOCK || !readable) {
      if (!readable) {
        log.info("The weights of {} are in PyTorch's format: they are fetched before it opens", id);
      }
      fetch.run();
      return ArrivingFiles.none();
    }
    SafetensorsBeginnings beginnings = new SafetensorsBeginnings(hub, repository);
    WeightArrival arrival =
        new WeightArrival(beginnings.fetch(id, commit, snapshot, weights, deadline), fetch);
    if (settings.weights() == WeightFetch.BACKGROUND) {
      arrival.begin();
    }
    return arrival;
  }

  private SnapshotManifest fetchManifest(
      ModelId id,
      RepositoryCache repository,
      ModelHandler handler,
      Hub.Listing listing,
      Deadline deadline) {
    NeededFiles needed = new NeededFiles(handler, listing.paths());
    List<HubFile> small = files(id, listing.commit(), needed.small(), deadline);
    fetch(id, repository, listing.commit(), small, deadline);
    String module = module(repository.snapshot(listing.commit()).resolve("modules.json"));
    List<HubFile> weights = files(id, listing.commit(), needed.weights(module), deadline);
    List<HubFile> indexes = weights.stream().filter(f -> f.path().endsWith(".json")).toList();
    fetch(id, repository, listing.commit(), indexes, deadline);
    SnapshotManifest manifest =
        new SnapshotManifest(id.repository(), listing.commit(), listing.licence(), small, weights);
    repository.write(repository.manifest(listing.commit(), handler), manifest.json());
    return manifest;
  }

  private List<HubFile> files(ModelId id, String commit, List<String> paths, Deadline deadline) {
    paths.forEach(HubFile::requirePlain);
    return paths.parallelStream().map(path -> hub.file(id, commit, path, deadline)).toList();
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
      String model, Path snapshot, SnapshotManifest manifest, ArrivingFiles arriving) {
    return new ModelDirectory(
        model,
        snapshot,
        new ModelOrigin(manifest.repository(), manifest.commit(), manifest.licence()),
        arriving);
  }

  /** The directory of the first module of sentence-transformers; what is wrong, the loader says. */
  private static String module(Path modules) {
    if (!Files.isRegularFile(modules)) {
      return "";
    }
    try {
      JsonArray list = JsonParser.parseString(Files.readString(modules)).getAsJsonArray();
      JsonElement path = list.get(0).getAsJsonObject().get("path");
      String directory = path == null ? "" : path.getAsString();
      return directory.isEmpty() || directory.endsWith("/") ? directory : directory + "/";
    } catch (IOException | RuntimeException e) {
      log.debug("No module is named in {}", modules, e);
      return "";
    }
  }
}
