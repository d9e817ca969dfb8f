package dev.imagespace;

import dev.imagespace.model.CachedModel;
import dev.imagespace.model.CheckedFile;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.cache.ModelCache;
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
 * The models of a cache: fetched ahead of their use, listed, and checked. What tools in other
 * languages fetched counts, too. Thread-safe.
 */
public final class ModelStore {
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private final ModelCache cache;
  private final ModelResolver resolver;

  /**
   * The models of a directory.
   *
   * @param cacheDirectory null for the default of the Hugging Face tools
   * @param listener hears of downloads; the log does in any case
   * @throws ModelCacheException where it is a file
   */
  public ModelStore(
      @Nullable Path cacheDirectory, HubSettings settings, ModelDownloadListener listener) {
    cache = ModelCache.at(cacheDirectory);
    HubSettings patient =
        settings.startTimeout().compareTo(PATIENT) < 0
            ? settings.withStartTimeout(PATIENT)
            : settings;
    resolver = new ModelResolver(cacheDirectory, patient.withWeights(WeightFetch.BLOCK), listener);
  }

  /**
   * Fetches what is missing of a model, and returns when all of it is there.
   *
   * @param model as {@code imagespace.model} names it
   * @return the directory of its files
   * @throws ModelException where it cannot be fetched; what came is kept, and the next call goes on
   *     from there
   */
  public Path pull(String model, ModelHandler handler) {
    return resolver.resolve(model, handler).path();
  }

  /** What the cache holds, ordered by repository; no file is read but links and headers. */
  public List<CachedModel> list() {
    return cache.list();
  }

  /**
   * What the cache holds of one model: the version of a revision where the name has one, else all.
   *
   * @throws ModelNotFoundException where that is none; the message names those that there are
   */
  public List<CachedModel> find(String model, ModelHandler handler) {
    ModelId id = ModelId.parse(model, handler);
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

  /** The version whose files are in a directory; empty where that is no part of the cache. */
  public Optional<CachedModel> in(Path directory) {
    return list().stream().filter(version -> version.directory().equals(directory)).findFirst();
  }

  /**
   * Reads every byte of a model in the cache, and compares. Asks nobody.
   *
   * @param model one of {@link #list}
   */
  public List<CheckedFile> verify(CachedModel model) {
    return cache.verify(model);
  }

  /** The directory that all of them are in. */
  public Path directory() {
    return cache.root();
  }
}
