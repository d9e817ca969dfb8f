package dev.imagespace.model.hub;

import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.cache.ClasspathModel;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.ModelDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the name of a model to its files, by the first rule that matches:
 *
 * <ol>
 *   <li>{@code mini}: the checkpoint of the artifact imagespace-model-mini;
 *   <li>{@code classpath:…}: a directory of the class path;
 *   <li>a directory of the file system;
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

  private final ModelCache cache;
  private final HubResolver hub;

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
    this.cache = ModelCache.at(cacheDirectory);
    this.hub = new HubResolver(cache, settings, backoff, new DownloadLogger().andThen(listener));
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
          .orElseThrow(
              () ->
                  new ModelNotFoundException(
                      "The class path has no model files in '%s'. Set 'imagespace.model' to the directory that holds them, without a file name."
                          .formatted(location)));
    }
    return directory(model)
        .orElseGet(() -> hub.resolve(model, ModelId.parse(model, handler), handler));
  }

  private Optional<ModelDirectory> classpath(String model, String location) {
    return new ClasspathModel(location, cache).directory().map(d -> new ModelDirectory(model, d));
  }

  private static Optional<ModelDirectory> directory(String model) {
    String name = model.startsWith("file:") ? model.substring("file:".length()) : model;
    String refusal = FileNames.refusal(name);
    if (refusal != null) {
      // The hub has no such name either.
      throw new ModelNotFoundException(
          "'imagespace.model' is '%s', and no directory can have that name here: %s"
              .formatted(Shown.of(name), refusal));
    }
    Path path = Path.of(name);
    // An empty path would be the working directory, but no model has an empty name.
    if (name.isBlank() || !Files.isDirectory(path)) {
      return Optional.empty();
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new ModelNotFoundException(
          "'imagespace.model' is '%s', a directory that this process may not read. Let its user list and enter it, and read its files."
              .formatted(model));
    }
    return Optional.of(new ModelDirectory(model, path.toAbsolutePath().normalize()));
  }
}
