package dev.imagespace.tokenize;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.file.JsonFiles;
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
    Path configFile = directory.resolve("tokenizer_config.json");
    JsonObject config = JsonFiles.objectOrEmpty(configFile);
    Path mapFile = directory.resolve("special_tokens_map.json");
    JsonObject map = JsonFiles.objectOrEmpty(mapFile);
    if (config.has("added_tokens_decoder")) {
      JsonElement decoder = config.get("added_tokens_decoder");
      if (!(decoder instanceof JsonObject tokens)) {
        throw refused(configFile, "added_tokens_decoder", "an object");
      }
      return new SpecialTokens(
          isNormalized(tokens, Integer.toString(vocabulary.id(ClipVocabulary.START)), configFile),
          isNormalized(tokens, Integer.toString(vocabulary.id(ClipVocabulary.END)), configFile));
    }
    for (Map.Entry<String, JsonElement> token : map.entrySet()) {
      if (!config.has(token.getKey())) {
        config.add(token.getKey(), token.getValue());
      }
    }
    // The end token has three roles; the role that is declared last decides.
    @Nullable String end =
        Stream.of("pad_token", "unk_token").filter(config::has).findFirst().orElse(null);
    Path both = map.isEmpty() ? configFile : mapFile;
    return new SpecialTokens(
        isNormalized(config, "bos_token", both), end != null && isNormalized(config, end, both));
  }

  private static boolean isNormalized(JsonObject tokens, String key, Path file) {
    if (!(tokens.get(key) instanceof JsonObject token) || !token.has("normalized")) {
      return false;
    }
    if (token.get("normalized") instanceof JsonPrimitive value && value.isBoolean()) {
      return value.getAsBoolean();
    }
    throw refused(file, key + ".normalized", "true or false");
  }

  private static InvalidCheckpointException refused(Path file, String key, String kind) {
    return new InvalidCheckpointException(
        "'%s' in '%s' must be %s. Download the model again.".formatted(key, file, kind));
  }
}
