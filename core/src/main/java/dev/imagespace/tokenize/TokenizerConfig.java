package dev.imagespace.tokenize;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.file.JsonFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tokenizer_config.json} and the older {@code special_tokens_map.json} say beside a
 * {@code tokenizer.json}. Immutable.
 */
record TokenizerConfig(Path file, JsonObject config, JsonObject map) {

  static TokenizerConfig of(Path directory) {
    Path file = directory.resolve("tokenizer_config.json");
    JsonObject config = JsonFiles.objectOrEmpty(file);
    // Files of today name the added tokens there, and transformers then reads no map.
    JsonObject map =
        config.has("added_tokens_decoder")
            ? new JsonObject()
            : JsonFiles.objectOrEmpty(directory.resolve("special_tokens_map.json"));
    return new TokenizerConfig(file, config, map);
  }

  /** The token of a role such as {@code pad_token}; null where none is named. */
  @Nullable String token(String role) {
    JsonElement given = config.has(role) ? config.get(role) : map.get(role);
    if (given instanceof JsonObject token) {
      given = token.get("content");
    }
    if (given == null || given.isJsonNull()) {
      return null;
    }
    if (given instanceof JsonPrimitive text && text.isString()) {
      return text.getAsString();
    }
    throw refused(role, given, "a token");
  }

  String text(String key, String absent) {
    JsonElement given = config.get(key);
    if (given == null || given.isJsonNull()) {
      return absent;
    }
    if (given instanceof JsonPrimitive text && text.isString()) {
      return text.getAsString();
    }
    throw refused(key, given, "a text");
  }

  boolean has(String key) {
    return config.has(key);
  }

  boolean flag(String key) {
    JsonElement given = config.get(key);
    if (given == null || given.isJsonNull()) {
      return false;
    }
    if (given instanceof JsonPrimitive flag && flag.isBoolean()) {
      return flag.getAsBoolean();
    }
    throw refused(key, given, "true or false");
  }

  InvalidCheckpointException refused(String key, Object given, String allowed) {
    return new InvalidCheckpointException(
        "'%s' = %s in '%s' is not supported: it must be %s."
            .formatted(key, Shown.of(String.valueOf(given)), file, allowed));
  }
}
