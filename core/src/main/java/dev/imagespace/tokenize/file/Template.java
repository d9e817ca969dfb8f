package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** A text with special tokens around it, as {@code TemplateProcessing} has it. Stateless. */
final class Template {
  private static final int MOST_SPECIAL_TOKENS = 4;

  private Template() {}

  /** One text A, between a few special tokens of the vocabulary. */
  static boolean isKnown(JsonElement given, Vocabulary vocabulary) {
    if (!(given instanceof JsonArray pieces) || pieces.size() > MOST_SPECIAL_TOKENS + 1) {
      return false;
    }
    int texts = 0;
    for (JsonElement piece : pieces) {
      String special = id(piece, "SpecialToken");
      texts += "A".equals(id(piece, "Sequence")) ? 1 : 0;
      if (special.isEmpty() ? id(piece, "Sequence").isEmpty() : vocabulary.id(special) == null) {
        return false;
      }
    }
    return texts == 1 && pieces.asList().stream().noneMatch(p -> id(p, "Sequence").equals("B"));
  }

  static int specialTokens(JsonElement pieces) {
    return tokens(pieces).size();
  }

  /** The special tokens, in order. */
  static List<String> tokens(JsonElement pieces) {
    return pieces.getAsJsonArray().asList().stream()
        .map(piece -> id(piece, "SpecialToken"))
        .filter(token -> !token.isEmpty())
        .toList();
  }

  /** A template of these tokens, to be {@link #completed}. */
  static JsonObject around(List<String> before, List<String> after) {
    JsonArray single = new JsonArray();
    before.forEach(token -> single.add(piece("SpecialToken", token, 0)));
    single.add(piece("Sequence", "A", 0));
    after.forEach(token -> single.add(piece("SpecialToken", token, 0)));
    JsonObject template = new JsonObject();
    template.addProperty("type", "TemplateProcessing");
    template.add("single", single);
    return template;
  }

  /** The id of a piece of this kind, whose type is 0 or 1; else empty. */
  private static String id(JsonElement piece, String kind) {
    if (piece instanceof JsonObject object
        && object.size() == 1
        && object.get(kind) instanceof JsonObject named
        && named.size() == 2
        && named.get("id") instanceof JsonPrimitive id
        && id.isString()
        && named.get("type_id") instanceof JsonPrimitive type
        && type.isNumber()
        && type.getAsString().matches("[01]")) {
      return id.getAsString();
    }
    return "";
  }

  /** The same template with what follows from it: nobody asks for pairs. */
  static JsonObject completed(JsonObject given, Vocabulary vocabulary) {
    JsonObject special = new JsonObject();
    for (JsonElement piece : given.getAsJsonArray("single")) {
      String token = id(piece, "SpecialToken");
      if (!token.isEmpty()) {
        special.add(token, token(token, Objects.requireNonNull(vocabulary.id(token))));
      }
    }
    JsonObject completed = given.deepCopy();
    completed.add("pair", pair());
    completed.add("special_tokens", special);
    return completed;
  }

  private static JsonArray pair() {
    JsonArray pair = new JsonArray();
    pair.add(piece("Sequence", "A", 0));
    pair.add(piece("Sequence", "B", 1));
    return pair;
  }

  private static JsonObject piece(String kind, String id, int type) {
    JsonObject named = new JsonObject();
    named.addProperty("id", id);
    named.addProperty("type_id", type);
    JsonObject piece = new JsonObject();
    piece.add(kind, named);
    return piece;
  }

  static JsonObject token(String token, int id) {
    JsonObject object = new JsonObject();
    object.addProperty("id", token);
    object.add("ids", array(new JsonPrimitive(BigDecimal.valueOf(id))));
    object.add("tokens", array(new JsonPrimitive(token)));
    return object;
  }

  private static JsonArray array(JsonElement element) {
    JsonArray array = new JsonArray();
    array.add(element);
    return array;
  }
}
