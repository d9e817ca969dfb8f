package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tokenizer.json} that was read strictly and holds nothing but {@link KnownParts}. Native
 * code gets it written anew, so that both cannot read it differently. What has no part in the ids
 * of a single text is left out: the decoder. Truncation is told by {@link #maxLength}; padding is
 * another's.
 */
public final class TokenizerFile {
  private static final List<String> COMPONENTS =
      List.of("normalizer", "pre_tokenizer", "post_processor");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{3}_[A-Z][a-z]{3}");

  private final TokenizerSource source;
  private final Vocabulary vocabulary;
  private final Map<String, JsonElement> components = new LinkedHashMap<>();
  private final JsonObject model = new JsonObject();
  private final List<String> merges = new ArrayList<>();
  private JsonElement addedTokens = new JsonArray();
  private JsonElement truncation = JsonNull.INSTANCE;
  private JsonElement padding = JsonNull.INSTANCE;
  private String addedBeside = "";

  private TokenizerFile(TokenizerSource source) {
    this.source = source;
    this.vocabulary = new Vocabulary(source);
  }

  /** Reads and checks it alone. */
  public static TokenizerFile read(byte[] json, String name) {
    return read(json, name, List.of());
  }

  /**
   * Reads and checks it.
   *
   * @param name of the file, for messages
   * @param beside added tokens that other files name: those that it lacks come behind its own
   */
  public static TokenizerFile read(byte[] json, String name, List<JsonObject> beside) {
    TokenizerFile file = new TokenizerFile(new TokenizerSource(name));
    try {
      StrictJson.read(
          json,
          document -> {
            document.object(part -> file.readPart(part, document));
            return file;
          });
    } catch (IOException e) {
      throw JsonFiles.notStrict(name, e);
    }
    file.check(beside);
    return file;
  }

  private void readPart(String part, StrictJson json) throws IOException {
    switch (part) {
      case "model" -> json.object(parameter -> readModel(parameter, json));
      case "added_tokens" -> addedTokens = json.element();
      case "truncation" -> truncation = json.element();
      case "padding" -> padding = json.element();
      case "decoder" -> json.skip();
      case "version" -> requireVersion(json.element());
      default -> {
        if (!COMPONENTS.contains(part)) {
          throw source.refused("$", "a part " + part, "the parts of version 1.0");
        }
        components.put(part, json.element());
      }
    }
  }

  private void requireVersion(JsonElement version) {
    if (!version.equals(new JsonPrimitive("1.0"))) {
      throw source.refused("$.version", version, "\"1.0\"");
    }
  }

  private void readModel(String parameter, StrictJson json) throws IOException {
    switch (parameter) {
      case "vocab" -> Vocabularies.read(json, vocabulary);
      case "merges" -> Vocabularies.readMerges(json, merges, source);
      default -> model.add(parameter, json.element());
    }
  }

  private void check(List<JsonObject> beside) {
    // Files of tokenizers before 0.11 name no type.
    if (!model.has("type")) {
      model.addProperty("type", impliedType());
    }
    KnownParts known = new KnownParts(source, vocabulary);
    known.requireComponent("model", model);
    requireTokens();
    vocabulary.requireMerges(merges, source);
    JsonElement own = addedTokens;
    addedTokens = AddedTokens.with(own, beside, vocabulary);
    addedBeside = addedTokens.equals(own) ? "" : addedTokens.toString();
    AddedTokens.require(addedTokens, vocabulary, known, source);
    components.values().removeIf(JsonElement::isJsonNull);
    components.forEach(known::requireComponent);
    if (!truncation.isJsonNull()) {
      known.requireObject("truncation", truncation, "$.truncation");
    }
    if (!padding.isJsonNull()) {
      known.requireObject("padding", padding, "$.padding");
    }
  }

  /**
   * The ids that a text may have by the file itself: what its truncation says, else a padding to a
   * fixed length, which transformers takes for the same; null where it says nothing.
   */
  public @Nullable Integer maxLength() {
    if (truncation instanceof JsonObject cut) {
      return positive(cut.get("max_length"), "$.truncation.max_length");
    }
    return padding instanceof JsonObject filled
            && filled.get("strategy") instanceof JsonObject strategy
            && strategy.has("Fixed")
        ? (Integer) positive(strategy.get("Fixed"), "$.padding.strategy.Fixed")
        : null;
  }

  private int positive(@Nullable JsonElement number, String path) {
    if (number instanceof JsonPrimitive given
        && given.isNumber()
        && given.getAsString().matches("[1-9][0-9]{0,8}")) {
      return given.getAsInt();
    }
    throw source.refused(path, String.valueOf(number), "a whole number from 1");
  }

  /** The added tokens, where other files name some that this one lacks; else "". */
  public String addedBeside() {
    return addedBeside;
  }

  private String impliedType() {
    return !vocabulary.scores().isEmpty() ? "Unigram" : merges.isEmpty() ? "WordPiece" : "BPE";
  }

  private void requireTokens() {
    String type = model.get("type").getAsString();
    boolean scored = !vocabulary.scores().isEmpty();
    boolean merged = !merges.isEmpty();
    if (vocabulary.size() == 0
        || scored != type.equals("Unigram")
        || (merged && !type.equals("BPE"))) {
      throw source.refused(
          "$.model",
          "%,d tokens and %,d merges".formatted(vocabulary.size(), merges.size() / 2),
          "the vocabulary of a " + type);
    }
  }

  /** How many special tokens are put around a text. */
  public int specialTokens() {
    return PostProcessing.specialTokens(components.get("post_processor"));
  }

  /** The id of a token; null where the file has none of this name. */
  public @Nullable Integer id(String token) {
    return vocabulary.id(token);
  }

  /** The tokens that stand for languages, by the names that FLORES-200 has for these. */
  public SortedMap<String, Integer> languages() {
    SortedMap<String, Integer> languages = new TreeMap<>();
    for (JsonElement added : addedTokens.getAsJsonArray()) {
      String token = AddedTokens.content(added);
      if (LANGUAGE.matcher(token).matches()) {
        languages.put(token, Objects.requireNonNull(vocabulary.id(token)));
      }
    }
    return languages;
  }

  /** The special tokens around a text, in the order of the file; empty where it names none. */
  public List<String> specialTokensAround() {
    return PostProcessing.tokens(components.get("post_processor"));
  }

  /** What the file's own padding says under this key; null where it says nothing. */
  public @Nullable String padding(String key) {
    return padding instanceof JsonObject object
            && object.get(key) instanceof JsonPrimitive value
            && value.isString()
        ? value.getAsString()
        : null;
  }

  /** Puts these special tokens around a text, whatever the file says. */
  public void surround(List<String> before, List<String> after) {
    for (String token : Stream.concat(before.stream(), after.stream()).toList()) {
      if (vocabulary.id(token) == null) {
        throw source.refused("$", "no token '" + token + "'", "files that have it");
      }
    }
    components.put("post_processor", Template.around(before, after));
  }

  /** Where a text may be cut without a change of the ids before. */
  public WordBreaks wordBreaks() {
    return Splitting.wordBreaks(model, components.get("pre_tokenizer"), addedTokens);
  }

  /** The same tokenizer, as native code gets it. */
  public byte[] canonical() {
    components.computeIfPresent(
        "post_processor", (name, given) -> PostProcessing.completed(given, vocabulary));
    return TokenizerFileWriter.write(addedTokens, components, model, vocabulary, merges);
  }
}
