package dev.imagespace.tokenize;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.testing.mutation.ByteMutations;
import dev.imagespace.testing.mutation.JsonMutations;
import dev.imagespace.testing.mutation.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** Hostile files of a tokenizer: {@code tokenizer.json}, or a vocabulary with its settings. */
public final class TokenizerMutations implements Subject {
  private static final int CONTEXT = 77;

  /** Values that end native code, or keep it busy, where it takes them. */
  private static final List<String> HOSTILE =
      List.of(
          "{\"type\":\"Prepend\",\"prepend\":\"\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"String\":\"\"},\"content\":\"x\"}",
          "{\"type\":\"Replace\",\"pattern\":{\"Regex\":\"\"},\"content\":\"\"}",
          "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"\"}",
          "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA/////w==\"}",
          "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(a+)+$\"},\"behavior\":\"Isolated\",\"invert\":false}",
          "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"%s\"},\"behavior\":\"Isolated\",\"invert\":false}"
              .formatted("(".repeat(3_000) + "a" + ")".repeat(3_000)),
          "{\"type\":\"Split\",\"pattern\":{\"String\":\"\"},\"behavior\":\"Isolated\",\"invert\":true}",
          "{\"type\":\"Metaspace\",\"replacement\":\"\",\"prepend_scheme\":\"always\"}",
          "{\"type\":\"Digits\",\"individual_digits\":true}",
          "{\"type\":\"FixedLength\",\"length\":0}",
          "{\"type\":\"Sequence\",\"normalizers\":[]}",
          "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Strip\",\"strip_left\":true,\"strip_right\":true}]}",
          "{\"type\":\"Sequence\",\"pretokenizers\":[]}",
          "{\"type\":\"TemplateProcessing\",\"single\":[],\"pair\":[],\"special_tokens\":{}}",
          "{\"type\":\"WordPiece\",\"vocab\":{},\"unk_token\":\"[UNK]\",\"continuing_subword_prefix\":\"\",\"max_input_chars_per_word\":1000000000}",
          "{\"type\":\"Unigram\",\"unk_id\":0,\"vocab\":[[\"a\",1e308],[\"\",0.0]]}",
          "{\"direction\":\"Right\",\"max_length\":1000000000000000000,\"strategy\":\"LongestFirst\",\"stride\":77}",
          "{\"direction\":\"Left\",\"max_length\":0,\"strategy\":\"OnlySecond\",\"stride\":0}",
          "{\"strategy\":{\"Fixed\":1000000000000000000},\"direction\":\"Right\",\"pad_to_multiple_of\":0,\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"\"}",
          "{\"id\":4294967295,\"content\":\"\",\"single_word\":true,\"lstrip\":true,\"rstrip\":true,\"normalized\":true,\"special\":false}",
          "{\"id\":300,\"content\":\" .*\",\"single_word\":true,\"lstrip\":true,\"rstrip\":true,\"normalized\":true,\"special\":false}",
          "{\"Regex\":\"(?:(?=a)){1,100000}\"}",
          "{\"String\":\"\"}",
          "{\"SpecialToken\":{\"id\":\"nobody\",\"type_id\":4294967295}}",
          "{\"Sequence\":{\"id\":\"B\",\"type_id\":0}}",
          "[\"a\",\"b\"]",
          "\"a b c\"",
          "[\"\",\"\"]",
          "\"Left\"",
          "\"OnlySecond\"",
          "\"BPE\"",
          "\"Unigram\"",
          "\"WordLevel\"",
          "\"Replace\"",
          "\"Sequence\"",
          "\"ByteLevel\"",
          "\"Isolated\"",
          "\"MergedWithNext\"");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a photo of a dog, and it's raining",
          "a".repeat(20_000),
          "  \u3000\n\u0000\ud83d \uffff e\u0301\u0301\u0345 日本語 👍🏽 <|endoftext|>[CLS]▁▁",
          "(a+)+$ " + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! ".repeat(200));

  private final List<JsonObject> tokenizers;
  private final JsonObject config = GoldenFiles.object("hf-plain-gelu/tokenizer_config.json");
  private final JsonObject map = GoldenFiles.object("openclip-tiny-rn/special_tokens_map.json");

  public TokenizerMutations() {
    JsonObject clip = GoldenFiles.smallClip();
    tokenizers = List.of(clip, GoldenFiles.smallWordPiece(), GoldenFiles.smallUnigram());
  }

  @Override
  public void write(RandomGenerator random, Path directory) throws IOException {
    if (random.nextInt(5) == 0) {
      writeVocabulary(random, directory);
      return;
    }
    JsonObject tokenizer = tokenizers.get(random.nextInt(tokenizers.size()));
    Files.write(directory.resolve("tokenizer.json"), mutated(random, tokenizer));
  }

  private void writeVocabulary(RandomGenerator random, Path directory) throws IOException {
    JsonObject model = tokenizers.get(0).getAsJsonObject("model");
    byte[] merges =
        GoldenFiles.lines(model.getAsJsonArray("merges")).getBytes(StandardCharsets.UTF_8);
    int one = random.nextInt(4);
    JsonElement vocab = model.get("vocab");
    Files.write(directory.resolve("vocab.json"), one == 0 ? mutated(random, vocab) : json(vocab));
    Files.write(
        directory.resolve("merges.txt"), one == 1 ? ByteMutations.of(merges, random) : merges);
    if (random.nextBoolean()) {
      Files.write(
          directory.resolve("tokenizer_config.json"),
          one == 2 ? mutated(random, config) : json(config));
    }
    Files.write(
        directory.resolve("special_tokens_map.json"), one == 3 ? mutated(random, map) : json(map));
  }

  private static byte[] mutated(RandomGenerator random, JsonElement document) {
    return random.nextInt(4) == 0
        ? ByteMutations.of(json(document), random)
        : new JsonMutations(random, HOSTILE).of(document).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(JsonElement document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void open(Path directory) {
    try (TextTokenizer tokenizer = ClipTokenizer.huggingFace(directory, CONTEXT)) {
      for (String text : TEXTS) {
        int[] ids = tokenizer.encode(text);
        if (ids.length > CONTEXT) {
          throw new IllegalStateException(ids.length + " ids");
        }
      }
    }
  }
}
