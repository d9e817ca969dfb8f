package dev.imagespace.tokenize;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.file.JsonFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that are looked for in a text before it is split, by the files beside a tokenizer.json
 * or vocabulary, as {@code PreTrainedTokenizerBase._from_pretrained} of transformers 5.23 reads
 * them: {@code added_tokens_decoder} of tokenizer_config.json where that is there; else
 * added_tokens.json; and all tokens that have a role of their own. Stateless.
 */
final class AddedTokenFiles {
  private static final String CONFIG = "tokenizer_config.json";
  private static final String DECODER = "added_tokens_decoder";
  private static final List<String> LISTS =
      List.of("additional_special_tokens", "extra_special_tokens");

  private AddedTokenFiles() {}

  /** In the order in which they are added; without an id where the files name none. */
  static List<JsonObject> of(Path directory) {
    Path file = directory.resolve(CONFIG);
    JsonObject config = JsonFiles.objectOrEmpty(file);
    Map<Integer, JsonObject> byId = new TreeMap<>();
    if (config.has(DECODER)) {
      if (!(config.get(DECODER) instanceof JsonObject decoder)) {
        throw refused(file, DECODER, "an object");
      }
      decoder.entrySet().forEach(e -> add(byId, e.getKey(), e.getValue(), file));
    } else {
      Path map = directory.resolve("special_tokens_map.json");
      for (Map.Entry<String, JsonElement> role : JsonFiles.objectOrEmpty(map).entrySet()) {
        if (!role.getKey().endsWith("_token") && !LISTS.contains(role.getKey())) {
          throw refused(
              map, Shown.of(role.getKey()), "the role of a token, and is not known as one");
        }
        config.add(role.getKey(), role.getValue());
      }
    }
    List<JsonObject> roles = roles(config, file);
    if (!config.has(DECODER)) {
      Path added = directory.resolve("added_tokens.json");
      for (Map.Entry<String, JsonElement> token : JsonFiles.objectOrEmpty(added).entrySet()) {
        boolean special = roles.stream().anyMatch(role -> isOf(role, token.getKey()));
        JsonObject object = token(token.getKey(), special, !special);
        add(byId, String.valueOf(token.getValue()), object, added);
      }
    }
    List<JsonObject> all = new ArrayList<>(byId.values());
    for (JsonObject role : roles) {
      if (all.stream().noneMatch(token -> isOf(token, role.get("content").getAsString()))) {
        all.add(role);
      }
    }
    return all;
  }

  /** Such as {@code bos_token}; an application may have roles of its own. */
  private static List<JsonObject> roles(JsonObject config, Path file) {
    List<JsonObject> roles = new ArrayList<>();
    for (Map.Entry<String, JsonElement> entry : config.entrySet()) {
      JsonElement value = entry.getValue();
      if (entry.getKey().endsWith("_token") && !value.isJsonNull() && !isFlag(value)) {
        roles.add(role(value, entry.getKey(), file));
      } else if (LISTS.contains(entry.getKey())) {
        elements(value).forEach(token -> roles.add(role(token, entry.getKey(), file)));
      }
    }
    return roles;
  }

  /** {@code add_bos_token} is true or false. */
  private static boolean isFlag(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isBoolean();
  }

  private static List<JsonElement> elements(JsonElement value) {
    if (value instanceof JsonObject named) {
      return List.copyOf(named.asMap().values());
    }
    return value instanceof JsonArray list ? list.asList() : List.of();
  }

  private static JsonObject role(JsonElement value, String key, Path file) {
    if (value instanceof JsonPrimitive text && text.isString()) {
      return token(text.getAsString(), true, false);
    }
    if (value instanceof JsonObject object && content(object) != null) {
      JsonObject role = whole(object);
      role.addProperty("special", true);
      return role;
    }
    throw refused(file, key, "a token");
  }

  private static void add(Map<Integer, JsonObject> byId, String id, JsonElement value, Path file) {
    if (!id.matches("[0-9]{1,7}")
        || !(value instanceof JsonObject given)
        || content(given) == null) {
      throw refused(file, Shown.of(id), "the number of a token, and the token");
    }
    JsonObject token = whole(given);
    token.addProperty("id", Integer.valueOf(id));
    byId.put(Integer.valueOf(id), token);
  }

  /** With the defaults of what it leaves out. */
  private static JsonObject whole(JsonObject given) {
    boolean special = isTrue(given, "special");
    JsonObject token = token(String.valueOf(content(given)), special, !special);
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      if (given.has(flag)) {
        token.add(flag, given.get(flag));
      }
    }
    return token;
  }

  private static boolean isTrue(JsonObject token, String flag) {
    return new JsonPrimitive(true).equals(token.get(flag));
  }

  private static JsonObject token(String content, boolean special, boolean normalized) {
    JsonObject token = new JsonObject();
    token.addProperty("content", content);
    token.addProperty("single_word", false);
    token.addProperty("lstrip", false);
    token.addProperty("rstrip", false);
    token.addProperty("normalized", normalized);
    token.addProperty("special", special);
    return token;
  }

  private static boolean isOf(JsonObject token, String content) {
    return content.equals(content(token));
  }

  private static @Nullable String content(JsonObject token) {
    return token.get("content") instanceof JsonPrimitive content && content.isString()
        ? content.getAsString()
        : null;
  }

  private static InvalidCheckpointException refused(Path file, String key, String kind) {
    return new InvalidCheckpointException(
        "'%s' in '%s' must be %s. Put the original file in its place.".formatted(key, file, kind));
  }
}
