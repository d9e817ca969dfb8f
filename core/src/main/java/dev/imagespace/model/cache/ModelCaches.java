package dev.imagespace.model.cache;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The caches of the peers, which are one unless SENTENCE_TRANSFORMERS_HOME gives
 * sentence-transformers one of its own. Immutable and thread-safe.
 */
public record ModelCaches(ModelCache sentenceTransformers, ModelCache others) {

  /**
   * The caches in a directory.
   *
   * @param directory null for the defaults of the peers
   */
  public static ModelCaches at(@Nullable Path directory) {
    ModelCache others = ModelCache.at(directory);
    Path home = directory == null ? HubSettings.sentenceTransformersHome() : null;
    return new ModelCaches(home == null ? others : ModelCache.at(home), others);
  }

  /** The one in which the peer of a handler keeps its models. */
  public ModelCache of(ModelHandler handler) {
    return switch (handler) {
      case SENTENCE_TRANSFORMERS -> sentenceTransformers;
      case OPEN_CLIP -> others;
    };
  }

  /** Each of them once. */
  public List<ModelCache> all() {
    return Stream.of(sentenceTransformers, others).distinct().toList();
  }
}
