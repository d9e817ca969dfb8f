package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The tokens that are looked for in a text before it is split. Stateless. */
final class AddedTokens {
  private static final int MOST = 20_000;
  private static final int LONGEST = 256;

  private AddedTokens() {}

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
