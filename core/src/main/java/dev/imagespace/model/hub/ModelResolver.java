package dev.imagespace.model.hub;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.WeightLicence;
import dev.imagespace.model.cache.ClasspathModel;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.ModelCaches;
import dev.imagespace.model.cache.ModelDirectory;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the name of a model to its files, by the first rule that matches:
 *
 * <ol>
 *   <li>{@code mini}: the checkpoint of the artifact imagespace-model-mini;
 *   <li>{@code classpath:…}: a directory of the class path;
 *   <li>a directory of the file system, as a path, a {@code file:} URI or {@code local-dir:…};
 *   <li>for OPEN_CLIP, a pair that OpenCLIP publishes, such as {@code ViT-B-32/openai}: its
 *       repository on the hub;
 *   <li>a name on the hub: from the cache directory, in the layout of the Hugging Face tools, or
 *       fetched into it.
 * </ol>
 *
 * Immutable and thread-safe.
 */
public final class ModelResolver {
  private static final String CLASSPATH = "classpath:";
  private static final String MINI = "mini";
  private static final String MINI_LOCATION = "dev/imagespace/mini";

  private final HubSettings.LicencePolicy licences;
  private final ModelCache cache;
  private final HubResolver hub;

  /** Of a cache of its own where SENTENCE_TRANSFORMERS_HOME names one. */
  private final HubResolver sentenceTransformersHub;

  /**
   * A resolver that uses a cache directory and a hub.
   *
   * @param cacheDirectory null for the default of the Hugging Face tools
   * @param listener receives downloads, which are logged in any case
   */
  public ModelResolver(
      @Nullable Path cacheDirectory, HubSettings settings, ModelDownloadListener listener) {
    this(cacheDirectory, settings, Backoff.PATIENT, listener);
  }

  ModelResolver(
      @Nullable Path cacheDirectory,
      HubSettings settings,
      Backoff backoff,
      ModelDownloadListener listener) {
    ModelCaches caches = ModelCaches.at(cacheDirectory);
    ModelDownloadListener downloads = new DownloadLogger().andThen(listener);
    this.licences = settings.licences();
    this.cache = caches.others();
    this.hub = new HubResolver(cache, settings, backoff, downloads);
    this.sentenceTransformersHub =
        caches.all().size() == 1
            ? hub
            : new HubResolver(caches.sentenceTransformers(), settings, backoff, downloads);
  }

  /** Whether this is the embedded model, whose handler is fixed. */
  public static boolean isMini(String model) {
    return model.equals(MINI);
  }

  /**
   * The directory with the model's files.
   *
   * @throws ModelNotFoundException where no rule finds any; the message says where it looked
   * @throws ModelCacheException where a class path location cannot be extracted
   */
  public ModelDirectory resolve(String model, ModelHandler handler) {
    if (isMini(model)) {
      return classpath(model, MINI_LOCATION)
          .orElseThrow(
              () ->
                  new ModelNotFoundException(
                      "Model 'mini' is not on the class path. Add the dependency"
                          + " dev.imagespace:imagespace-model-mini, or set 'imagespace.model' to"
                          + " another model."));
    }
    if (model.startsWith(CLASSPATH)) {
      String location = model.substring(CLASSPATH.length()).replaceAll("^/+|/+$", "");
      return classpath(model, location)
          .map(this::licensed)
          .orElseThrow(
              () ->
                  new ModelNotFoundException(
                      "The class path has no model files in '%s'. Set 'imagespace.model' to the directory that holds them, without a file name."
                          .formatted(location)));
    }
    return LocalModel.directory(model)
        .map(path -> licensed(new ModelDirectory(model, path)))
        .orElseGet(() -> hub(handler).resolve(model, ModelId.parse(model, handler), handler));
  }

  /** Of a directory, only its card can tell; the model that comes with this library is its own. */
  private ModelDirectory licensed(ModelDirectory directory) {
    WeightLicence.of(null, directory.licence()).require(licences, directory.name());
    return directory;
  }

  private HubResolver hub(ModelHandler handler) {
    return handler == ModelHandler.SENTENCE_TRANSFORMERS ? sentenceTransformersHub : hub;
  }

  private Optional<ModelDirectory> classpath(String model, String location) {
    return new ClasspathModel(location, cache).directory().map(d -> new ModelDirectory(model, d));
  }
}
