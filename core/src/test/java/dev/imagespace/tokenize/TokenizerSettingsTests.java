package dev.imagespace.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.TextCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside a vocabulary, and what is asked of a tokenizer. */
class TokenizerSettingsTests {
  private static final int CONTEXT = 77;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tokenizer_config.json | {\"bos_token\": {\"normalized\": []}}        | bos_token.normalized",
        "tokenizer_config.json | {\"bos_token\": {\"normalized\": \"true\"}}    | bos_token.normalized",
        "tokenizer_config.json | {\"pad_token\": {\"normalized\": null}}      | pad_token.normalized",
        "tokenizer_config.json | {\"added_tokens_decoder\": []}             | added_tokens_decoder",
        "tokenizer_config.json | {\"added_tokens_decoder\": null}           | added_tokens_decoder",
        "tokenizer_config.json | {\"a\": 1, \"a\": 2}                         | twice",
        "tokenizer_config.json | []                                       | JSON object",
        "special_tokens_map.json | {\"unk_token\": {\"normalized\": {}}}      | unk_token.normalized",
        "vocab.json            | {\"a\": \"0\"}                              | STRING",
        "vocab.json            | {\"a\": 99999999999999999999}             | 99999999999999999999",
        "merges.txt            | a b c                                    | pairs of two tokens",
        "merges.txt            | a nobody                                 | two tokens of the vocabulary"
      })
  void aSettingOfAnotherKindIsRefusedByFileAndName(
      String file, String text, String named, @TempDir Path directory) throws IOException {
    writeVocabulary(directory);
    Files.writeString(directory.resolve(file), text);

    assertThatThrownBy(() -> ClipTokenizer.huggingFace(directory, CONTEXT))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, Integer.MAX_VALUE})
  void aContextWithoutRoomForATextIsRefused(int length, @TempDir Path directory)
      throws IOException {
    writeVocabulary(directory);

    assertThatThrownBy(() -> ClipTokenizer.huggingFace(directory, length))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("model_max_length");
    assertThatThrownBy(() -> ClipTokenizer.openClip(length, TextCleaning.LOWER))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("context_length");
  }

  @Test
  void aTextBeyondTheLimitIsRefusedWithThePropertyThatRaisesIt() {
    try (TextTokenizer tokenizer =
        new LimitedTextTokenizer(ClipTokenizer.openClip(CONTEXT, TextCleaning.LOWER), 1_000)) {
      assertThat(tokenizer.encode("a ".repeat(500))).hasSize(CONTEXT);
      assertThatThrownBy(() -> tokenizer.encode("a ".repeat(500) + "b"))
          .isInstanceOf(TextRejectedException.class)
          .hasMessageContainingAll("1,001", "1,000", "imagespace.text.max-length")
          .hasMessageNotContaining("a a");
    }
  }

  private static void writeVocabulary(Path directory) throws IOException {
    JsonObject model = GoldenFiles.smallClip().getAsJsonObject("model");
    Files.writeString(directory.resolve("vocab.json"), model.get("vocab").toString());
    Files.writeString(
        directory.resolve("merges.txt"), GoldenFiles.lines(model.getAsJsonArray("merges")));
  }
}
