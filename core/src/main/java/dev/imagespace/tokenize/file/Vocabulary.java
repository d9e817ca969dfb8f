package dev.imagespace.tokenize.file;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a model and their ids: no token is empty, and no id is given twice. Filled while a
 * file is read; not thread-safe.
 */
final class Vocabulary {
  private static final int MOST = 1_000_000;
  private static final int LONGEST = 1_000;

  private final TokenizerSource source;
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Map<String, Integer> added = new LinkedHashMap<>();
  private final List<String> scores = new ArrayList<>();
  private final BitSet taken = new BitSet();

  Vocabulary(TokenizerSource source) {
    this.source = source;
  }

  /**
   * Adds a token.
   *
   * @param id as the file has it
   */
  void add(String token, String id, String path) {
    if (token.isEmpty() || token.length() > LONGEST) {
      throw source.refused(path, "the token '" + token + "'", "1 to 1,000 characters");
    }
    int number = wholeNumber(id);
    if (number < 0 || taken.get(number) || ids.containsKey(token)) {
      throw source.refused(
          path,
          "the id " + id + " of token '" + token + "'",
          "a whole number below 1,000,000 for each token, none twice");
    }
    taken.set(number);
    ids.put(token, number);
  }

  /**
   * Adds a token beside those of the model, or names one of them. The native code counts on from
   * the largest id, whatever the file says; so the file must say that.
   */
  void addBeside(String token, String id, String path) {
    Integer own = ids.get(token);
    int next = added.values().stream().mapToInt(i -> i + 1).reduce(ids.size(), Math::max);
    int number = own == null ? next : own;
    if (wholeNumber(id) != number
        || (own == null && taken.get(number))
        || added.containsKey(token)) {
      throw source.refused(path, "the id " + id + " of token '" + token + "'", "once, " + number);
    }
    taken.set(number);
    added.put(token, number);
  }

  void addScored(String token, String score, String path) {
    if (!Double.isFinite(Double.parseDouble(score))) {
      throw source.refused(path, score, "a finite number");
    }
    add(token, Integer.toString(ids.size()), path);
    scores.add(score);
  }

  /** Below zero where it is none, or too large. */
  private static int wholeNumber(String number) {
    // By hand: this runs for every token of every start.
    if (number.isEmpty() || number.length() > 7) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value < MOST ? value : -1;
  }

  /** Of the model's tokens, in the order of the file. */
  Map<String, Integer> ids() {
    return ids;
  }

  int size() {
    return ids.size();
  }

  /** What each token of a Unigram model scores, by id; empty for other models. */
  List<String> scores() {
    return scores;
  }

  @Nullable Integer id(String token) {
    return ids.containsKey(token) ? ids.get(token) : added.get(token);
  }

  boolean hasId(JsonElement id) {
    int number =
        id instanceof JsonPrimitive given && given.isNumber()
            ? wholeNumber(given.getAsString())
            : -1;
    return number >= 0 && taken.get(number);
  }

  boolean isTokenWithId(JsonElement token, JsonElement id) {
    if (!(token instanceof JsonPrimitive text) || !text.isString() || !hasId(id)) {
      return false;
    }
    Integer own = id(text.getAsString());
    return own != null && own == id.getAsInt();
  }

  /**
   * Each pair of tokens makes a third.
   *
   * @param merges left and right, one behind the other
   * @param file that has them
   */
  void requireMerges(List<String> merges, TokenizerSource file) {
    for (int i = 0; i < merges.size(); i += 2) {
      String left = merges.get(i);
      String right = merges.get(i + 1);
      if (!ids.containsKey(left) || !ids.containsKey(right) || !ids.containsKey(left + right)) {
        throw file.refused(
            "merge %,d".formatted(i / 2),
            "the merge of '%s' and '%s'"
                .formatted(TokenizerSource.cut(left), TokenizerSource.cut(right)),
            "two tokens of the vocabulary that make a third");
      }
    }
  }
}
