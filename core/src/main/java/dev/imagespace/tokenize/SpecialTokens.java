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
    requireRole(config, map, "bos_token", ClipVocabulary.START, configFile);
    requireRole(config, map, "eos_token", ClipVocabulary.END, configFile);
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

  /** Of a vocabulary alone, these two make the beginning and the end of a text. */
  private static void requireRole(
      JsonObject config, JsonObject map, String role, String token, Path file) {
    JsonElement given = map.has(role) ? map.get(role) : config.get(role);
    JsonElement content = given instanceof JsonObject object ? object.get("content") : given;
    if (content != null && !content.isJsonNull() && !content.equals(new JsonPrimitive(token))) {
      throw new InvalidCheckpointException(
          "'%s' of '%s' or of special_tokens_map.json beside it is not '%s', as vocab.json and merges.txt of a CLIP have it. Add the model's tokenizer.json."
              .formatted(role, file, token));
    }
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
        "'%s' in '%s' must be %s. Put the original file in its place.".formatted(key, file, kind));
  }
}
