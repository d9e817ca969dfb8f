package dev.imagespace.tokenize;

import dev.imagespace.bounds.Shown;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.file.JsonFiles;
import dev.imagespace.tokenize.file.TokenizerFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code tokenizer.json} with what its neighbours and OpenCLIP make of it: the padding of
 * networks that read it, languages of translators, CLIPA's separator.
 */
final class HuggingFaceTokenizers {
  private static final String RIGHT = "right";

  /** What transformers' classes pad with where no file says it. */
  private static final List<String> USUAL_PADDING = List.of("<pad>", "[PAD]");

  private final String source;
  private final byte[] json;
  private final TokenizerFile file;
  private final TokenizerConfig config;

  HuggingFaceTokenizers(Path tokenizerJson) {
    this.source = tokenizerJson.toString();
    this.json = JsonFiles.bytes(tokenizerJson);
    this.file = TokenizerFile.read(json, source);
    this.config = TokenizerConfig.beside(tokenizerJson);
  }

  TextTokenizer openClip(int contextLength, OpenClipUse use) {
    requireRight("truncation_side", config.text("truncation_side", RIGHT));
    boolean translates = use.translation() || config.text("tokenizer_class", "").startsWith("Nllb");
    if (!translates && use.language() != null) {
      throw new InvalidCheckpointException(
          "The text language is '%s', and '%s' is no tokenizer of a model that reads languages. Leave 'imagespace.text-language' out."
              .formatted(Shown.of(use.language()), source));
    }
    TextTokenizer tokenizer =
        translates ? translating(contextLength, use) : plain(contextLength, use);
    if (use.stripSeparator()) {
      tokenizer = withoutSeparator(tokenizer);
    }
    return use.padded() ? padded(tokenizer) : tokenizer;
  }

  private TextTokenizer plain(int contextLength, OpenClipUse use) {
    List<String> before = added("bos");
    List<String> after = added("eos");
    List<String> around = Stream.concat(before.stream(), after.stream()).toList();
    boolean changed =
        (config.has("add_bos_token") || config.has("add_eos_token"))
            && !around.equals(file.specialTokensAround());
    if (changed) {
      // As transformers does where one of both is written down: the file's own template is dropped.
      file.surround(before, after);
    }
    TextTokenizer tokenizer =
        CleaningTokenizer.huggingFace(file, json, source, contextLength, use.cleaning());
    return changed
        ? new AdaptedTokenizer(
            tokenizer,
            TextTokenizer::tokenize,
            contextLength,
            CanonicalText.of("surrounded").with("around", around.toString()),
            tokenizer.describe())
        : tokenizer;
  }

  private List<String> added(String role) {
    String token = config.token(role + "_token");
    return config.flag("add_" + role + "_token") && token != null ? List.of(token) : List.of();
  }

  /** NLLB's order of today: the language, the text, the end. Older files have the language last. */
  private TextTokenizer translating(int contextLength, OpenClipUse use) {
    if (config.flag("legacy_behaviour")) {
      throw config.refused("legacy_behaviour", true, "false: the language comes first");
    }
    SortedMap<String, Integer> languages = file.languages();
    String language = language(use, languages.keySet());
    String named = config.token("eos_token");
    String end = named == null ? "</s>" : named;
    file.surround(List.of(), List.of(end));
    TextTokenizer text =
        CleaningTokenizer.huggingFace(file, json, source, contextLength - 1, use.cleaning());
    return new AdaptedTokenizer(
        text,
        (tokenizer, given, other) ->
            tokenizer.tokenize(given, null).behind(id(other == null ? language : other, languages)),
        contextLength,
        CanonicalText.of("language-first").with("language", language).with("end", end),
        "%s, %s unless a text says otherwise".formatted(text.describe(), language));
  }

  private String language(OpenClipUse use, Set<String> known) {
    String language = use.language();
    if (language == null) {
      String own =
          file.specialTokensAround().stream()
              .filter(known::contains)
              .findFirst()
              .orElse("eng_Latn");
      language = config.text("src_lang", own);
    }
    if (!known.contains(language)) {
      throw new InvalidCheckpointException(
          "The text language is '%s'; '%s' knows: %s. Set 'imagespace.text-language' to one of them."
              .formatted(Shown.of(language), source, inWords(known)));
    }
    return language;
  }

  private static int id(String language, SortedMap<String, Integer> languages) {
    Integer id = languages.get(language);
    if (id == null) {
      throw new TextRejectedException(
          "A text is said to be in '%s'; the model knows: %s."
              .formatted(Shown.of(language), inWords(languages.keySet())));
    }
    return id;
  }

  private static String inWords(Set<String> languages) {
    return languages.isEmpty() ? "none" : languages.stream().collect(Collectors.joining(", "));
  }

  private TextTokenizer withoutSeparator(TextTokenizer tokenizer) {
    String separator = config.token("sep_token");
    int id = required(separator == null ? "[SEP]" : separator, "sep_token");
    return new AdaptedTokenizer(
        tokenizer,
        (inner, text, language) ->
            inner.tokenize(text, language).map(each -> each == id ? 0 : each),
        tokenizer.contextLength(),
        CanonicalText.of("separator-stripped").with("separator", id),
        tokenizer.describe() + ", separators as 0");
  }

  private TextTokenizer padded(TextTokenizer tokenizer) {
    String side = file.padding("direction");
    requireRight("padding_side", config.text("padding_side", side == null ? defaultSide() : side));
    int id = required(paddingToken(), "pad_token");
    return new AdaptedTokenizer(
        tokenizer,
        (inner, text, language) ->
            padded(inner.tokenize(text, language), id, inner.contextLength()),
        tokenizer.contextLength(),
        CanonicalText.of("padded").with("padding", id),
        "%s, padded with %d".formatted(tokenizer.describe(), id));
  }

  /** transformers' own for Gemma, whose files therefore name the other one. */
  private String defaultSide() {
    return config.text("tokenizer_class", "").startsWith("Gemma") ? "left" : RIGHT;
  }

  private String paddingToken() {
    String token = config.token("pad_token");
    token = token == null ? file.padding("pad_token") : token;
    return token != null
        ? token
        : USUAL_PADDING.stream()
            .filter(usual -> file.id(usual) != null)
            .findFirst()
            .orElse("<pad>");
  }

  static Tokens padded(Tokens tokens, int padding, int length) {
    int[] ids = Arrays.copyOf(tokens.ids(), length);
    Arrays.fill(ids, tokens.ids().length, length, padding);
    return new Tokens(ids, tokens.count(), tokens.truncated());
  }

  private int required(String token, String role) {
    Integer id = file.id(token);
    if (id == null) {
      throw config.refused(role, token, "a token of '" + source + "'");
    }
    return id;
  }

  private void requireRight(String key, String side) {
    if (!RIGHT.equalsIgnoreCase(side)) {
      throw config.refused(key, side, "\"right\", as the network was trained");
    }
  }
}
