package dev.imagespace.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tokenize.file.TokenizerFile;
import dev.imagespace.tokenize.file.WordBreaks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -DargLine=-Dimagespace.texts=50000} compares so many texts. */
class TextBeginningTests {
  private static final int CONTEXT = 6;
  private static final int TEXTS = Integer.getInteger("imagespace.texts", 2_000);

  private static final List<String> PIECES =
      List.of(
          " ",
          " ",
          " ",
          "  ",
          "\n",
          "\t",
          "\u3000",
          "\u00a0",
          "\u2003",
          "\u000b",
          "\u001c",
          "\u0085",
          "a",
          "dog",
          "it's",
          "'s",
          "'",
          "re",
          "É",
          "e\u0301",
          "Σ",
          "1",
          "42",
          "٣",
          "½",
          "!",
          "!!",
          ",",
          ".",
          "日本",
          "語。",
          "，",
          "의",
          "👍",
          "👍🏽",
          "\ud83d",
          "\u0345",
          "\u0301",
          "\u200d",
          "\u00ad",
          "\u115f",
          "\u3164",
          "_",
          "-",
          "<|endoftext|>",
          "<|EndOfText|>",
          "<|startoftext|>",
          "[CLS]",
          "</s>",
          "<start_of_text>",
          "<",
          "|>",
          "▁",
          "ﬁ",
          "Ａ",
          "İ",
          "ǅ",
          "ſ",
          "\u0000",
          "\uffff",
          "हि",
          "ไทย");

  static Stream<JsonObject> tokenizers() {
    return Stream.of(
        GoldenFiles.smallClip(),
        GoldenFiles.object("openclip-tiny-vit/tokenizer.json"),
        GoldenFiles.smallWordPiece(),
        GoldenFiles.smallUnigram());
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void theFirstIdsOfATextAreThoseOfItsBeginning(JsonObject json) {
    TokenizerFile file =
        TokenizerFile.read(json.toString().getBytes(StandardCharsets.UTF_8), "the file");
    int cut = 0;
    try (NativeTokenizer tokenizer =
        NativeTokenizer.truncating(file.canonical(), "the file", CONTEXT)) {
      for (int i = 0; i < TEXTS; i++) {
        String text = text(new SplittableRandom(i));
        String beginning = TextBeginning.of(text, CONTEXT, file.wordBreaks());

        Tokens tokens = tokenizer.encode(text, true);
        assertThat(tokenizer.encode(beginning, true).ids()).as(text).isEqualTo(tokens.ids());
        assertThat(tokenizer.encode(beginning, true).truncated())
            .as(text)
            .isEqualTo(tokens.truncated());
        cut += beginning.length() < text.length() ? 1 : 0;
      }
    }
    assertThat(cut).isGreaterThan(TEXTS / 10);
  }

  @Test
  void theFirstIdsToOpenClipAreThoseOfTheBeginning() {
    int cut = 0;
    try (TextTokenizer some = ClipTokenizer.openClip(CONTEXT, TextCleaning.NONE);
        TextTokenizer all = ClipTokenizer.openClip(10_000, TextCleaning.NONE)) {
      for (int i = 0; i < TEXTS; i++) {
        String text = text(new SplittableRandom(i));
        int[] ids = all.encode(text);

        assertThat(some.encode(text)).startsWith(first(ids));
        cut += ids.length > 2 * CONTEXT ? 1 : 0;
      }
    }
    assertThat(cut).isGreaterThan(TEXTS / 10);
  }

  /** All but the last, which is the end of the text for the one and need not be for the other. */
  private static int[] first(int[] ids) {
    return Arrays.copyOf(ids, Math.min(ids.length, CONTEXT) - 1);
  }

  @ParameterizedTest
  @EnumSource(WordBreaks.class)
  void ofALongTextOfWordsLittleIsLeft(WordBreaks breaks) {
    String text = "a long text of words ".repeat(10_000);
    int length = TextBeginning.of(text, 77, breaks).length();

    assertThat(length)
        .isLessThanOrEqualTo(breaks == WordBreaks.NONE ? text.length() : 77 * 6)
        .isGreaterThan(77 * 3);
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int i = 10 + random.nextInt(150); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
