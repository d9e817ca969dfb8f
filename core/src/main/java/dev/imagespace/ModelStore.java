package dev.imagespace;

import dev.imagespace.encode.PublishedModels;
import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.PublishedModel;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.ModelCaches;
import dev.imagespace.model.cache.Snapshot;
import dev.imagespace.model.hub.ModelId;
import dev.imagespace.model.hub.ModelResolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Downloads, lists and verifies the models of a cache, including those that other tools downloaded.
 * Thread-safe.
 */
public final class ModelStore {
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private final ModelCaches caches;
  private final ModelResolver resolver;

  /**
   * The models of a cache directory.
   *
   * @param cacheDirectory null for the default of the Hugging Face tools
   * @param listener receives downloads, which are logged in any case
   * @throws ModelCacheException where it is a file
   */
  public ModelStore(
      @Nullable Path cacheDirectory, HubSettings settings, ModelDownloadListener listener) {
    caches = ModelCaches.at(cacheDirectory);
    HubSettings patient =
        settings.startTimeout().compareTo(PATIENT) < 0
            ? settings.withStartTimeout(PATIENT)
            : settings;
    resolver = new ModelResolver(cacheDirectory, patient.withWeights(WeightFetch.BLOCK), listener);
  }

  /**
   * Downloads the missing files of a model, and waits until it is complete.
   *
   * @param model as {@code imagespace.model} names it
   * @return the directory of its files
   * @throws ModelException where a download fails; the next call resumes it
   */
  public Path pull(String model, ModelHandler handler) {
    return resolver.resolve(model, handler).path();
  }

  /**
   * The weights that OpenCLIP publishes, each with the network that is built for it, or why none
   * can be. Needs neither the cache nor a connection, and no weights.
   */
  public static List<PublishedModel> published() {
    return PublishedModels.openClip();
  }

  /** The models of the cache, ordered by repository. Reads only links, headers and small files. */
  public List<CachedModel> list() {
    return caches.all().stream().flatMap(cache -> cache.list().stream()).toList();
  }

  /**
   * The versions of one model in the cache: the one of a revision if the name has a revision, else
   * all.
   *
   * @throws ModelNotFoundException where there is none; the message names the models of the cache
   */
  public List<CachedModel> find(String model, ModelHandler handler) {
    ModelId id = ModelId.parse(model, handler);
    ModelCache cache = caches.of(handler);
    Optional<String> commit = cache.find(id.repository(), id.revision()).map(Snapshot::commit);
    List<CachedModel> all = list();
    List<CachedModel> found =
        all.stream()
            .filter(version -> version.repository().equals(id.repository()))
            .filter(version -> !model.contains("@") || commit.equals(Optional.of(version.commit())))
            .toList();
    if (found.isEmpty()) {
      throw new ModelNotFoundException(
          "Model '%s' (%s) is not in the cache %s, which holds: %s."
              .formatted(
                  model,
                  id,
                  cache.root(),
                  all.isEmpty()
                      ? "none"
                      : all.stream()
                          .map(version -> version.repository() + "@" + version.commit())
                          .collect(Collectors.joining(", "))));
    }
    return found;
  }

  /** The model in a directory; empty where the directory is not part of the cache. */
  public Optional<CachedModel> in(Path directory) {
    return list().stream().filter(version -> version.directory().equals(directory)).findFirst();
  }

  /**
   * Reads every byte of a model, and compares it with the hashes that are known. Sends no request.
   *
   * @param model one of {@link #list}
   */
  public List<CheckedFile> verify(CachedModel model) {
    return caches.all().stream()
        .filter(cache -> model.directory().startsWith(cache.root()))
        .findFirst()
        .orElse(caches.others())
        .verify(model);
  }

  /** The cache directory; that of sentence-transformers alone, which may have another, is not. */
  public Path directory() {
    return caches.others().root();
  }
}
