package dev.imagespace.checkpoint.sentencetransformers;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.model.cache.ModelDirectory;
import org.jspecify.annotations.Nullable;

/**
 * config_sentence_transformers.json: what {@code encode} does around the modules. Immutable.
 *
 * @param prompt put before every text; "" for none
 * @param truncateDim so many numbers of a vector are kept; null for all
 */
public record SpaceSettings(String prompt, @Nullable Integer truncateDim) {
  private static final String FILE = "config_sentence_transformers.json";
  private static final String DEFAULT = "default_prompt_name";

  public static SpaceSettings read(ModelDirectory root) {
    JsonConfig config = JsonConfig.readOrEmpty(root.file(FILE));
    int dimension = config.integer("truncate_dim", 0, 1, Integer.MAX_VALUE);
    String prompt = prompt(config);
    config.requireKnown(NeutralKeys.of("sentence-transformers"));
    return new SpaceSettings(prompt, dimension == 0 ? null : dimension);
  }

  /** Of all prompts, the one that counts where a caller names none. */
  private static String prompt(JsonConfig config) {
    JsonConfig prompts = config.objectOrEmpty("prompts");
    String name = config.text(DEFAULT);
    if (name == null) {
      return "";
    }
    String prompt = prompts.text(name);
    boolean known = name.equals("query") || name.equals("document");
    if (prompt == null && !known) {
      throw config.invalid(DEFAULT, "is none of the 'prompts' of this file");
    }
    return prompt == null ? "" : prompt;
  }
}
