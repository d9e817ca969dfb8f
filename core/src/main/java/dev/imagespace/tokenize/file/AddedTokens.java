package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tokens that are looked for in a text before it is split. Stateless. */
final class AddedTokens {
  private static final int MOST = 20_000;
  private static final int LONGEST = 256;

  private AddedTokens() {}

  /**
   * The tokens of the file with those of other files: what they say of one of the same content
   * counts, and those that it lacks come behind. Without an id, one of them gets the next.
   */
  static JsonElement with(JsonElement given, List<JsonObject> beside, Vocabulary vocabulary) {
    if (beside.isEmpty() || !(given instanceof JsonArray own)) {
      return given;
    }
    Map<String, JsonObject> tokens = new LinkedHashMap<>();
    for (JsonElement token : own) {
      if (!(token instanceof JsonObject object)) {
        return given;
      }
      tokens.put(content(object), object);
    }
    for (JsonObject token : beside) {
      JsonObject known = tokens.get(content(token));
      if (known == null) {
        tokens.put(content(token), numbered(token, tokens.values(), vocabulary));
      } else if (token.has("id")) {
        JsonObject changed = token.deepCopy();
        changed.add("id", known.get("id"));
        tokens.put(content(token), sameButOrder(changed, known) ? known : changed);
      }
    }
    JsonArray all = new JsonArray();
    tokens.values().forEach(all::add);
    return all.equals(given) ? given : all;
  }

  private static boolean sameButOrder(JsonObject one, JsonObject other) {
    return one.asMap().equals(other.asMap());
  }

  private static JsonObject numbered(
      JsonObject token, Collection<JsonObject> before, Vocabulary vocabulary) {
    if (token.has("id")) {
      return token;
    }
    Integer own = vocabulary.id(content(token));
    int next =
        before.stream()
            .map(known -> known.get("id"))
            .filter(id -> id instanceof JsonPrimitive number && number.isNumber())
            .mapToInt(id -> id.getAsInt() + 1)
            .reduce(vocabulary.size(), Math::max);
    JsonObject numbered = token.deepCopy();
    numbered.addProperty("id", own == null ? next : own);
    return numbered;
  }

  /** Checks them, and makes them known to the vocabulary. */
  static void require(
      JsonElement given, Vocabulary vocabulary, KnownParts known, TokenizerSource source) {
    if (!(given instanceof JsonArray tokens) || tokens.size() > MOST) {
      throw source.refused("$.added_tokens", given, "a list of at most 20,000");
    }
    for (int i = 0; i < tokens.size(); i++) {
      String path = "$.added_tokens[%d]".formatted(i);
      if (!(tokens.get(i) instanceof JsonObject token)) {
        throw source.refused(path, tokens.get(i), "a token");
      }
      String content = content(token);
      if (content.isEmpty() || content.length() > LONGEST || mayVanish(token, content)) {
        throw source.refused(
            path + ".content",
            "'" + content + "'",
            "1 to 256 characters, with a letter where it is normalized");
      }
      vocabulary.addBeside(content, String.valueOf(token.get("id")), path + ".id");
      known.requireObject("added_token", token, path);
    }
  }

  static String content(JsonElement token) {
    return token.getAsJsonObject().get("content") instanceof JsonPrimitive content
            && content.isString()
        ? content.getAsString()
        : "";
  }

  /** A normalizer may leave nothing of it, and nothing is found everywhere. */
  private static boolean mayVanish(JsonObject token, String content) {
    return !new JsonPrimitive(false).equals(token.get("normalized"))
        && content.chars().noneMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  }
}
