package dev.imagespace.checkpoint.sentencetransformers;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tokenize.TextLimit;
import org.jspecify.annotations.Nullable;

/**
 * tokenizer_config.json, as far as it says how long a text may be. Tokens in it are read with the
 * tokenizer. Stateless.
 */
public final class TokenizerSettings {
  private static final String FILE = "tokenizer_config.json";

  private TokenizerSettings() {}

  /**
   * How many ids are read of a text.
   *
   * @param positions of the network
   */
  public static TextLimit limit(
      ModelDirectory clip, TransformerSettings transformer, int positions) {
    JsonConfig config = JsonConfig.readOrEmpty(clip.file(FILE));
    Integer maxLength = length(config, "max_length");
    Integer older = length(config, "max_len");
    Integer modelMaxLength = length(config, "model_max_length");
    config.requireKnown(NeutralKeys.of("tokenizer"));
    Integer ofTransformer = transformer.maxSeqLength();
    Integer own = modelMaxLength != null ? modelMaxLength : older;
    return new TextLimit(positions, maxLength, ofTransformer != null ? ofTransformer : own);
  }

  /** The libraries write 10^30 for any length. */
  private static @Nullable Integer length(JsonConfig config, String key) {
    return config.has(key) ? (Integer) (int) config.number(key, 0, 2, Double.MAX_VALUE) : null;
  }
}
