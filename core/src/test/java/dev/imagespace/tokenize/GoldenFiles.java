package dev.imagespace.tokenize;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Tokenizers like the golden ones, of a few hundred tokens, for tests that write thousands. */
final class GoldenFiles {
  private static final int SYMBOLS = 512;
  private static final int MERGES = 200;

  private GoldenFiles() {}

  static JsonObject object(String name) {
    try {
      Path file = GoldenTexts.MODELS.resolve(name);
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CLIP's byte pairs. */
  static JsonObject smallClip() {
    JsonObject file = object("hf-plain-gelu/tokenizer.json");
    JsonObject model = file.getAsJsonObject("model");
    JsonArray merges = new JsonArray();
    model.getAsJsonArray("merges").asList().subList(0, MERGES).forEach(merges::add);
    model.add("merges", merges);
    JsonObject vocab = firstTokens(model.getAsJsonObject("vocab"), SYMBOLS + MERGES);
    int start = vocab.size();
    vocab.addProperty(ClipVocabulary.START, start);
    vocab.addProperty(ClipVocabulary.END, start + 1);
    model.add("vocab", vocab);
    for (int i = 0; i < 2; i++) {
      JsonElement added = file.getAsJsonArray("added_tokens").get(i);
      added.getAsJsonObject().addProperty("id", start + i);
      String role = i == 0 ? "cls" : "sep";
      JsonElement id = new JsonPrimitive(start + i);
      file.getAsJsonObject("post_processor").getAsJsonArray(role).set(1, id);
    }
    return file;
  }

  /** BERT's word pieces; the vocabulary begins with the special tokens and the characters. */
  static JsonObject smallWordPiece() {
    JsonObject file =
        object("../../model-mini/src/main/resources/dev/imagespace/mini/tokenizer.json");
    JsonObject model = file.getAsJsonObject("model");
    model.add("vocab", firstTokens(model.getAsJsonObject("vocab"), SYMBOLS + MERGES));
    return file;
  }

  /** SigLIP's kind, written down here. */
  static JsonObject smallUnigram() {
    return JsonParser.parseString(
            """
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [
              {"id": 0, "content": "<pad>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
              {"id": 1, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
             "normalizer": {"type": "Sequence", "normalizers": [
              {"type": "NFKC"}, {"type": "Lowercase"},
              {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "},
              {"type": "Strip", "strip_left": true, "strip_right": true}]},
             "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
             "post_processor": {"type": "TemplateProcessing",
              "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
              "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
              "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
             "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true},
             "model": {"type": "Unigram", "unk_id": 2, "byte_fallback": false,
              "vocab": [["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["▁", -2.5], ["a", -3.25], ["▁a", -3.5], ["o", -4], ["dog", -7.125], ["▁photo", -8.5]]}}
            """)
        .getAsJsonObject();
  }

  private static JsonObject firstTokens(JsonObject vocab, int number) {
    JsonObject first = new JsonObject();
    vocab.entrySet().stream()
        .limit(number)
        .forEach(token -> first.add(token.getKey(), token.getValue()));
    return first;
  }

  /** As {@code merges.txt} has them. */
  static String lines(JsonArray merges) {
    List<JsonElement> pairs = merges.asList();
    return pairs.stream()
        .map(
            pair ->
                pair.getAsJsonArray().get(0).getAsString()
                    + " "
                    + pair.getAsJsonArray().get(1).getAsString())
        .collect(Collectors.joining("\n", "#version: 0.2\n", "\n"));
  }
}
