package dev.imagespace.tokenize;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a special token that stands literally in a text is looked for behind lower-casing, where
 * {@code <|EndOfText|>} is one too. Transformers decides it by these files, and so must we.
 */
record SpecialTokens(boolean startNormalized, boolean endNormalized) {

  static SpecialTokens of(Path directory, ClipVocabulary vocabulary) {
    JsonObject config = JsonFiles.objectOrEmpty(directory.resolve("tokenizer_config.json"));
    JsonObject map = JsonFiles.objectOrEmpty(directory.resolve("special_tokens_map.json"));
    if (config.has("added_tokens_decoder")) {
      JsonObject decoder = config.getAsJsonObject("added_tokens_decoder");
      return new SpecialTokens(
          isNormalized(decoder, Integer.toString(vocabulary.id(ClipVocabulary.START))),
          isNormalized(decoder, Integer.toString(vocabulary.id(ClipVocabulary.END))));
    }
    for (Map.Entry<String, JsonElement> token : map.entrySet()) {
      if (!config.has(token.getKey())) {
        config.add(token.getKey(), token.getValue());
      }
    }
    // The end token has three roles; the role that is declared last decides.
    @Nullable String end =
        Stream.of("pad_token", "unk_token").filter(config::has).findFirst().orElse(null);
    return new SpecialTokens(
        isNormalized(config, "bos_token"), end != null && isNormalized(config, end));
  }

  private static boolean isNormalized(JsonObject tokens, String key) {
    return tokens.get(key) instanceof JsonObject token
        && token.has("normalized")
        && token.get("normalized").getAsBoolean();
  }
}
