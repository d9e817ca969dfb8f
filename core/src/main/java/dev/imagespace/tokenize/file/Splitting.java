package dev.imagespace.tokenize.file;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a {@code pre_tokenizer} that was checked splits a text. Stateless. */
final class Splitting {
  /** Each word of a text is split off there, and the first that does decides. */
  private static final Map<String, WordBreaks> BREAKS =
      Map.of(
          "Split", WordBreaks.SPACES_AND_PUNCTUATION,
          "BertPreTokenizer", WordBreaks.SPACES_AND_PUNCTUATION,
          "Whitespace", WordBreaks.SPACES_AND_PUNCTUATION,
          "WhitespaceSplit", WordBreaks.SPACES,
          "ByteLevel", WordBreaks.SPACES,
          "Metaspace", WordBreaks.SPACES);

  private Splitting() {}

  static WordBreaks wordBreaks(
      JsonObject model, @Nullable JsonElement preTokenizer, JsonElement addedTokens) {
    if (!(preTokenizer instanceof JsonObject) || mayLoseWords(model)) {
      return WordBreaks.NONE;
    }
    WordBreaks breaks =
        members(preTokenizer.getAsJsonObject())
            .findFirst()
            .filter(Splitting::splits)
            .map(first -> BREAKS.get(first.get("type").getAsString()))
            .orElse(WordBreaks.NONE);
    return isInAddedToken(addedTokens, c -> !isPlain(c)) ? WordBreaks.NONE : breaks;
  }

  /** Without a token for the unknown, a word may have no id at all. */
  private static boolean mayLoseWords(JsonObject model) {
    return model.get("type").getAsString().equals("BPE")
        && model.asMap().getOrDefault("unk_token", JsonNull.INSTANCE).isJsonNull();
  }

  private static Stream<JsonObject> members(JsonObject preTokenizer) {
    return preTokenizer.has("pretokenizers")
        ? preTokenizer.getAsJsonArray("pretokenizers").asList().stream()
            .map(JsonElement::getAsJsonObject)
        : Stream.of(preTokenizer);
  }

  /**
   * Unless a parameter keeps it from that; a Split at spaces finds none behind some normalizers.
   */
  private static boolean splits(JsonObject preTokenizer) {
    JsonPrimitive no = new JsonPrimitive(false);
    return Stream.of("use_regex", "split", "invert")
        .noneMatch(parameter -> no.equals(preTokenizer.get(parameter)));
  }

  private static boolean isInAddedToken(JsonElement addedTokens, IntPredicate character) {
    List<JsonElement> tokens = addedTokens.getAsJsonArray().asList();
    return tokens.stream()
        .map(AddedTokens::content)
        .flatMapToInt(String::chars)
        .anyMatch(character);
  }

  /** Neither white space nor one of the punctuation marks before which a text is cut. */
  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && ",.;:!?".indexOf(c) < 0;
  }
}
