package dev.imagespace.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.TextCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipTokenizerTests {
  private static final int CONTEXT = 77;
  private static final Path MINI =
      GoldenTexts.GOLDEN.resolveSibling(
          "model-mini/src/main/resources/dev/imagespace/mini/tokenizer.json");
  private static final Path SUPERLINKED =
      GoldenTexts.GOLDEN.resolve(
          "superlinked/cache/models--sentence-transformers--sl-tiny/snapshots"
              + "/0000000000000000000000000000000000000001/0_CLIPModel");

  @ParameterizedTest
  @ValueSource(strings = {"hf-plain-gelu", "hf-plain-legacy-eos2", "openclip-tiny-rn"})
  void everyRowIsAsTransformersReadsTheCheckpoint(String model) {
    try (TextTokenizer tokenizer =
        ClipTokenizer.huggingFace(GoldenTexts.MODELS.resolve(model), CONTEXT)) {
      GoldenTexts.assertRows(tokenizer, "hf_ids");
    }
  }

  /** These declare both special tokens normalised: upper case in row 47 is a token to them. */
  @ParameterizedTest
  @ValueSource(strings = {"st-tiny-vit/0_CLIPModel", "openclip-tiny-vit"})
  void everyRowIsAsTransformersReadsADeclarationOfSpecialTokens(String model) {
    try (TextTokenizer tokenizer =
        ClipTokenizer.huggingFace(GoldenTexts.MODELS.resolve(model), CONTEXT)) {
      GoldenTexts.assertRows(tokenizer, "hf4_fast_ids");
    }
  }

  /** It declares neither special token normalised, so that row 47 is plain text to it. */
  @Test
  void everyRowButOneIsTheSameToSuperlinkedsModel() {
    try (TextTokenizer tokenizer = ClipTokenizer.huggingFace(SUPERLINKED, CONTEXT)) {
      GoldenTexts.assertRows(tokenizer, "hf_ids", List.of(47));
      assertThat(tokenizer.encode("<|ENDOFTEXT|> <|StartOfText|> <|endoftext|>a"))
          .containsExactly(
              49406, 27, 347, 40786, 4160, 91, 285, 27, 347, 993, 6659, 4160, 91, 285, 49407, 320,
              49407);
    }
  }

  @Test
  void everyRowIsAsOpenClipsOwnTokenizer() {
    try (TextTokenizer tokenizer = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      GoldenTexts.assertRows(tokenizer, "openclip_ids");
    }
  }

  @Test
  void everyRowIsAsOpenClipUsesAHuggingFaceTokenizer() {
    Path json = GoldenTexts.MODELS.resolve("hf-plain-gelu/tokenizer.json");
    try (TextTokenizer tokenizer =
        ClipTokenizer.huggingFace(json, CONTEXT, TextCleaning.WHITESPACE)) {
      GoldenTexts.assertRows(tokenizer, "openclip_hftokenizer_ids");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "st-tiny-vit, st-tiny-vit/0_CLIPModel",
    "hf-plain-gelu, hf-plain-gelu",
    "hf-plain-legacy-eos2, hf-plain-legacy-eos2"
  })
  void textsOfASentenceTransformersModelHaveTheirIds(String model, String directory) {
    try (TextTokenizer tokenizer =
        ClipTokenizer.huggingFace(GoldenTexts.MODELS.resolve(directory), CONTEXT)) {
      assertTexts(tokenizer, model, 20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openclip-tiny-vit",
        "openclip-tiny-vit-bin",
        "openclip-tiny-vit-quickgelu",
        "openclip-tiny-rn"
      })
  void textsOfAnOpenClipModelHaveTheirIds(String model) {
    try (TextTokenizer tokenizer = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      assertTexts(tokenizer, model, 20);
    }
  }

  @Test
  void textsOfTheMiniModelHaveTheirIds() {
    try (TextTokenizer tokenizer =
        ClipTokenizer.huggingFace(MINI, CONTEXT, TextCleaning.WHITESPACE)) {
      assertTexts(tokenizer, "mini", 1);
    }
  }

  /** The mini model's file asks for 128 ids with padding: the model's context counts. */
  @Test
  void longTextIsCutToTheContextAndKeepsItsEnd() {
    String text = "word ".repeat(1000);
    try (TextTokenizer bert = ClipTokenizer.huggingFace(MINI, CONTEXT, TextCleaning.WHITESPACE);
        TextTokenizer clip = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      assertThat(bert.encode(text)).hasSize(CONTEXT).startsWith(101).endsWith(102);
      assertThat(clip.encode(text)).hasSize(CONTEXT).startsWith(49406).endsWith(49407);
      assertThat(bert.encode("word")).containsExactly(101, 2773, 102);
    }
  }

  @Test
  void anyStringIsText() {
    String text = "half a pair \ud83d and \udc00, \u0000, \uffff and a whole one 👍";
    try (TextTokenizer clip = ClipTokenizer.huggingFace(SUPERLINKED, CONTEXT);
        TextTokenizer openClip = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      assertThat(clip.encode(text))
          .isEqualTo(
              clip.encode(
                  text.replace('\ud83d', '\ufffd')
                      .replace('\udc00', '\ufffd')
                      .replace("\ufffd\ufffd", "👍")
                      .replace("\ufffd\udc4d", "👍")));
      assertThat(openClip.encode(text)).startsWith(49406).endsWith(49407);
    }
  }

  @Test
  void specialTokenInsideARunOfSymbolsIsText() {
    try (TextTokenizer tokenizer = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      assertThat(tokenizer.encode("<start_of_text>a<end_of_text>"))
          .containsExactly(49406, 49406, 320, 49407, 49407);
      assertThat(tokenizer.encode("!<start_of_text>"))
          .containsExactly(49406, 0, 283, 1572, 318, 539, 318, 4160, 285, 49407);
    }
  }

  /** It ignores case when it splits, which only these two characters show. */
  @Test
  void longSAndIotaSubscriptAreAsOpenClipSplitsThem() {
    try (TextTokenizer tokenizer = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      assertThat(tokenizer.encode("it'\u017f x\u0345y !\u0345!"))
          .containsExactly(49406, 585, 6, 129, 379, 343, 344, 256, 256, 49407);
    }
  }

  @Test
  void threadsShareOneTokenizer() {
    try (TextTokenizer tokenizer = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER)) {
      List<String> texts =
          GoldenTexts.rows().stream().map(row -> row.get("text").getAsString()).toList();
      List<int[]> alone = texts.stream().map(tokenizer::encode).toList();

      assertThat(
              IntStream.range(0, 20 * texts.size())
                  .parallel()
                  .map(i -> i % texts.size())
                  .allMatch(i -> Arrays.equals(tokenizer.encode(texts.get(i)), alone.get(i))))
          .isTrue();
    }
  }

  @Test
  void fingerprintFollowsWhatDecidesTheIds() {
    try (TextTokenizer one = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER);
        TextTokenizer same = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER);
        TextTokenizer shorter = ClipTokenizer.openClip(64, TextCleaning.LOWER);
        TextTokenizer other = ClipTokenizer.openClip(CONTEXT, TextCleaning.CANONICALIZE)) {
      assertThat(one.fingerprint()).hasSize(64).isEqualTo(same.fingerprint());
      assertThat(one.fingerprint()).isNotEqualTo(shorter.fingerprint());
      assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }
  }

  @Test
  void closedTokenizerSaysSo() {
    TextTokenizer tokenizer = ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER);
    tokenizer.close();

    assertThatThrownBy(() -> tokenizer.encode("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void directoryWithoutATokenizerIsNamed(@TempDir Path directory) {
    assertThatThrownBy(() -> ClipTokenizer.huggingFace(directory, CONTEXT))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"model\":", "{\"version\":\"1.0\",\"model\":{}}"})
  void damagedTokenizerIsRefused(String json, @TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("tokenizer.json"), json);

    assertThatThrownBy(() -> ClipTokenizer.huggingFace(directory, CONTEXT))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(file.toString());
  }

  private static void assertTexts(TextTokenizer tokenizer, String model, int atLeast) {
    List<JsonObject> texts = GoldenTexts.textsOf(model);
    assertThat(texts).hasSizeGreaterThanOrEqualTo(atLeast);
    for (JsonObject text : texts) {
      assertThat(tokenizer.encode(text.get("text").getAsString()))
          .as(text.get("text").getAsString())
          .isEqualTo(GoldenTexts.ids(text.get("ids")));
    }
  }
}
