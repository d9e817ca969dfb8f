package dev.imagespace.checkpoint.sentencetransformers;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.model.cache.ModelDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * sentence_bert_config.json: which methods of a CLIP are called, and how long a text may be.
 * Immutable.
 *
 * @param maxSeqLength in ids; null where the tokenizer's own length counts
 */
public record TransformerSettings(@Nullable Integer maxSeqLength) {
  private static final String FILE = "sentence_bert_config.json";
  private static final String METHODS = "modality_config";
  private static final List<String> KINDS = List.of("text", "image");

  public static TransformerSettings read(ModelDirectory clip) {
    JsonConfig config = JsonConfig.readOrEmpty(clip.file(FILE));
    require(config, "transformer_task", "feature-extraction");
    require(config, "module_output_name", "sentence_embedding");
    if (config.has(METHODS)) {
      requireMethods(config.object(METHODS));
    }
    int length = config.integer("max_seq_length", 0, 1, Integer.MAX_VALUE);
    config.requireKnown(NeutralKeys.of("transformer"));
    return new TransformerSettings(length == 0 ? null : length);
  }

  private static void requireMethods(JsonConfig methods) {
    for (String kind : KINDS) {
      JsonConfig method = methods.object(kind);
      require(method, "method", "get_" + kind + "_features");
      require(method, "method_output_name", "pooler_output");
      method.requireKnown(NeutralKeys.none());
    }
    methods.requireKnown(NeutralKeys.none());
  }

  private static void require(JsonConfig config, String key, String value) {
    if (!config.text(key, value).equals(value)) {
      throw config.invalid(key, "is not supported: a CLIP's vectors need \"" + value + "\"");
    }
  }
}
