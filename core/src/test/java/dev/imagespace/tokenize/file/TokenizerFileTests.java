package dev.imagespace.tokenize.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.model.InvalidCheckpointException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTests {
  private static final String CLIP =
      """
      {"version": "1.0", "truncation": null, "padding": null,
       "added_tokens": [{"id": 4, "content": "<end>", "single_word": false, "lstrip": false,
        "rstrip": false, "normalized": true, "special": true}],
       "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"},
        {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "}]},
       "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Split",
        "pattern": {"Regex": "'s|'t|'re|'ve|'m|'ll|'d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"},
        "behavior": "Removed", "invert": true}, {"type": "ByteLevel", "use_regex": true}]},
       "post_processor": {"type": "RobertaProcessing", "sep": ["<end>", 4], "cls": ["a", 0]},
       "decoder": {"type": "Anything", "deep": [[[[[]]]]]},
       "model": {"type": "BPE", "dropout": null, "unk_token": "a", "vocab":
        {"a": 0, "b": 1, "ab": 2, "é👍": 3}, "merges": [["a", "b"]]}}
      """;

  @Test
  void whatIsWrittenAnewSaysTheSame() {
    JsonObject given = JsonParser.parseString(CLIP).getAsJsonObject();
    JsonObject written = JsonParser.parseString(text(read(CLIP).canonical())).getAsJsonObject();

    for (String part : new String[] {"added_tokens", "normalizer", "pre_tokenizer", "model"}) {
      assertThat(written.get(part)).as(part).isEqualTo(given.get(part));
    }
    assertThat(written.has("decoder")).isFalse();
    assertThat(read(CLIP).specialTokens()).isEqualTo(2);
    assertThat(read(CLIP).wordBreaks()).isEqualTo(WordBreaks.SPACES_AND_PUNCTUATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.normalizer           | {\"type\": \"Prepend\", \"prepend\": \"\"}          | prepend",
        "$.normalizer           | {\"type\": \"Replace\", \"pattern\": {\"String\": \"\"}, \"content\": \"a\"} | content",
        "$.normalizer           | {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"(a+)+$\"}, \"content\": \" \"} | pattern",
        "$.normalizer           | {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"} | precompiled_charsmap",
        "$.normalizer           | {\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Sequence\", \"normalizers\": []}]} | normalizers[0].type",
        "$.normalizer           | {\"type\": \"Nmt\"}                             | NFC, NFD",
        "$.normalizer           | 5                                              | NFC, NFD",
        "$.pre_tokenizer        | {\"type\": \"Split\", \"pattern\": {\"Regex\": \"(a+)+$\"}, \"behavior\": \"Removed\", \"invert\": true} | pattern",
        "$.pre_tokenizer        | {\"type\": \"Metaspace\", \"replacement\": \"\"}    | replacement",
        "$.pre_tokenizer        | {\"type\": \"ByteLevel\", \"cache\": 1}           | cache",
        "$.pre_tokenizer        | {\"type\": [\"ByteLevel\"]}                      | type",
        "$.post_processor       | {\"type\": \"TemplateProcessing\", \"special_tokens\": {}} | no parameter single",
        "$.post_processor       | {\"type\": \"RobertaProcessing\", \"sep\": [\"a\", 0]} | no parameter cls",
        "$.model.type           | \"Unigram\"                                    | a parameter dropout",
        "$.post_processor       | {\"type\": \"BertProcessing\", \"sep\": [\"a\", 1], \"cls\": [\"a\", 0]} | sep",
        "$.post_processor       | {\"type\": \"BertProcessing\", \"sep\": [\"c\", 7], \"cls\": [\"a\", 0]} | sep",
        "$.post_processor       | {\"type\": \"TemplateProcessing\", \"single\": [{\"SpecialToken\": {\"id\": \"c\", \"type_id\": 0}}], \"special_tokens\": {}} | single",
        "$.truncation           | {\"direction\": \"Left\", \"max_length\": 77}      | direction",
        "$.model.dropout        | 0.5                                            | dropout",
        "$.model.unk_token      | \"missing\"                                     | unk_token",
        "$.model.end_of_word_suffix | \"x\"                                       | end_of_word_suffix",
        "$.model.cache_capacity | 1000000000000                                  | cache_capacity",
        "$.model.vocab          | {\"a\": 0, \"b\": 0}                             | none twice",
        "$.model.vocab          | {\"a\": 4294967295}                            | 4294967295",
        "$.model.vocab          | {\"a\": -1}                                    | below 1,000,000",
        "$.model.vocab          | {\"a\": 1.0}                                   | 1.0",
        "$.model.vocab          | {\"\": 0}                                      | 1 to 1,000 characters",
        "$.model.vocab          | {}                                             | vocabulary of a BPE",
        "$.model.vocab          | [[\"a\", -1.5]]                                | 1 tokens",
        "$.model.merges         | [[\"a\", \"c\"]]                                | two tokens of the vocabulary",
        "$.model.merges         | [\"a b a\"]                                    | pairs of two tokens",
        "$.model.type           | \"WordLevel\"                                  | BPE, WordPiece, Unigram",
        "$.added_tokens         | [{\"id\": 5, \"content\": \"c\"}]                | id 5",
        "$.added_tokens         | [{\"id\": 4, \"content\": \"\"}]                 | 1 to 256 characters",
        "$.added_tokens         | [{\"id\": 4, \"content\": \"!!\", \"normalized\": true}] | with a letter",
        "$.added_tokens         | [{\"id\": 0, \"content\": \"b\"}]                | id 0",
        "$.version              | 2                                              | 1.0",
        "$.extra                | 2                                              | extra"
      })
  void whatIsNotKnownIsRefusedByNameAndPlace(String path, String value, String named) {
    assertThatThrownBy(() -> read(with(path, JsonParser.parseString(value))))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("'the file'")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{'version': '1.0'}",
        "{\"version\": \"1.0\", \"version\": \"1.0\"}",
        "{\"model\": {\"vocab\": {\"a\": 0, \"a\": 1}}}",
        "{\"model\": {\"vocab\": [[\"a\", NaN]]}}",
        "{\"model\": {\"vocab\": {\"\\ud800\": 0}}}",
        "{\"model\": {\"vocab\": [[\"a\"]]}}",
        "{\"model\": {\"vocab\": 5}}",
        "{\"model\": {\"merges\": {\"a\": \"b\"}}}",
        "{\"model\": {\"merges\": [5]}}",
        "{/* what */}",
        "\ufeff{}"
      })
  void whatOtherParsersReadOtherwiseIsRefused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("'the file'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"normalizer", "added_tokens", "decoder", "truncation"})
  void nestingHasABound(String part) {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThatThrownBy(() -> read("{\"%s\": %s}".formatted(part, deep)))
        .isInstanceOf(InvalidCheckpointException.class);
  }

  @Test
  void aMessageIsShortWhateverIsInTheFile() {
    String name = "x".repeat(1_000_000);

    assertThatThrownBy(() -> read(CLIP.replace("\"NFC\"", '"' + name + '"')))
        .isInstanceOf(InvalidCheckpointException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    assertThatThrownBy(() -> read(CLIP.replace("\"NFC\"", "9".repeat(100_000))))
        .isInstanceOf(InvalidCheckpointException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] json = CLIP.getBytes(StandardCharsets.UTF_8);
    json[CLIP.indexOf("NFC")] = (byte) 0xff;

    assertThatThrownBy(() -> TokenizerFile.read(json, "the file"))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("UTF-8");
  }

  /** GPT-2's and CLIP's first files have neither. */
  @Test
  void aModelWithoutATypeAndMergesAsTextAreThoseOfOlderFiles() {
    TokenizerFile file =
        read(CLIP.replace("\"type\": \"BPE\", ", "").replace("[[\"a\", \"b\"]]", "[\"a b\"]"));

    JsonElement model =
        JsonParser.parseString(text(file.canonical())).getAsJsonObject().get("model");
    assertThat(model.getAsJsonObject().get("type").getAsString()).isEqualTo("BPE");
    assertThat(model.getAsJsonObject().get("merges"))
        .isEqualTo(JsonParser.parseString("[[\"a\",\"b\"]]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.pre_tokenizer   | {\"type\": \"Metaspace\", \"replacement\": \"▁\"} | SPACES",
        "$.pre_tokenizer   | {\"type\": \"Metaspace\", \"split\": false}   | NONE",
        "$.pre_tokenizer   | {\"type\": \"Split\", \"pattern\": {\"String\": \" \"}, \"behavior\": \"MergedWithPrevious\", \"invert\": false} | NONE",
        "$.pre_tokenizer   | {\"type\": \"BertPreTokenizer\"}              | SPACES_AND_PUNCTUATION",
        "$.pre_tokenizer   | null                                       | NONE",
        "$.model.unk_token | null                                       | NONE",
        "$.added_tokens    | [{\"id\": 4, \"content\": \"<end>\"}, {\"id\": 5, \"content\": \"a b\"}] | NONE"
      })
  void whereAWordEndsFollowsFromHowTextsAreSplit(String path, String value, WordBreaks breaks) {
    assertThat(read(with(path, JsonParser.parseString(value))).wordBreaks()).isEqualTo(breaks);
  }

  /** The document with one value replaced. */
  private static String with(String path, JsonElement value) {
    JsonObject document = JsonParser.parseString(CLIP).getAsJsonObject();
    String[] names = path.substring(2).split("\\.", -1);
    JsonObject parent = names.length == 1 ? document : document.getAsJsonObject(names[0]);
    parent.add(names[names.length - 1], value);
    if (names[names.length - 1].equals("vocab")) {
      parent.add("merges", new JsonArray());
      parent.add("unk_token", JsonNull.INSTANCE);
    }
    return document.toString();
  }

  private static TokenizerFile read(String json) {
    return TokenizerFile.read(json.getBytes(StandardCharsets.UTF_8), "the file");
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
