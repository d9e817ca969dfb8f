package dev.imagespace.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.TextCleaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenCLIP makes of a Hugging Face tokenizer beyond its own ids. */
class OpenClipUseTests {
  private static final Path MODELS = GoldenTexts.GOLDEN.resolve("openclip/models");
  private static final int ENGLISH = 1002;
  private static final int FRENCH = 1003;
  private static final int END = 2;

  private final Path directory;

  OpenClipUseTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theLanguageOfATextStandsBeforeIt() {
    try (TextTokenizer english = nllb(null);
        TextTokenizer french = nllb("fra_Latn")) {
      int[] ids = english.encode("a photo of a cat");
      assertThat(ids).startsWith(ENGLISH, 346).endsWith(341, END);
      assertThat(french.encode("a photo of a cat")).startsWith(FRENCH, 346).endsWith(341, END);
      assertThat(english.tokenize("a photo of a cat", "fra_Latn").ids())
          .isEqualTo(french.encode("a photo of a cat"));
      assertThat(french.fingerprint()).isNotEqualTo(english.fingerprint());
    }
  }

  @Test
  void aLanguageThatTheModelDoesNotKnowIsRefused() {
    assertThatThrownBy(() -> nllb("tlh_Latn"))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContainingAll("tlh_Latn", "fra_Latn", "imagespace.text-language");
    try (TextTokenizer english = nllb(null)) {
      assertThatThrownBy(() -> english.tokenize("a cat", "</s>"))
          .isInstanceOf(TextRejectedException.class)
          .hasMessageContainingAll("'</s>'", "fra_Latn");
    }
  }

  @Test
  void aLanguageIsRefusedWhereTheModelHasNone() {
    Path files = MODELS.resolve("oc-clipa");
    assertThatThrownBy(
            () ->
                ClipTokenizer.ofDirectory(
                    files,
                    32,
                    new OpenClipUse(
                        TextCleaning.WHITESPACE, false, false, null, false, "fra_Latn")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContainingAll("fra_Latn", "imagespace.text-language");
    try (TextTokenizer clip = ClipTokenizer.openClip(77, TextCleaning.LOWER)) {
      assertThatThrownBy(() -> clip.tokenize("a cat", "fra_Latn"))
          .isInstanceOf(TextRejectedException.class)
          .hasMessageContaining("fra_Latn");
    }
  }

  /** Older files have the language last; OpenCLIP's peer puts it first whatever they say. */
  @Test
  void theLanguageStandsFirstWhateverTheFileSays() throws IOException {
    copy("oc-nllb-siglip");
    Path file = directory.resolve("tokenizer.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray single = json.getAsJsonObject("post_processor").getAsJsonArray("single");
    single.add(single.remove(0));
    Files.writeString(file, json.toString());

    try (TextTokenizer legacy = ClipTokenizer.ofDirectory(directory, 77, translation(null))) {
      assertThat(legacy.encode("a photo of a cat"))
          .containsExactly(ENGLISH, 346, 843, 361, 346, 341, END);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"legacy_behaviour\": true | legacy_behaviour",
        "\"truncation_side\": \"left\" | truncation_side"
      })
  void anotherOrderThanTheNetworksIsRefused(String setting, String named) throws IOException {
    copy("oc-nllb-siglip");
    Path file = directory.resolve("tokenizer_config.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{" + setting + ","));

    assertThatThrownBy(() -> ClipTokenizer.ofDirectory(directory, 77, translation(null)))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(named);
  }

  @Test
  void theLanguageOfTheFilesIsTheDefault() throws IOException {
    copy("oc-nllb-siglip");
    Path file = directory.resolve("tokenizer_config.json");
    Files.writeString(
        file, Files.readString(file).replaceFirst("\\{", "{\"src_lang\": \"fra_Latn\","));

    Path files = directory;
    try (TextTokenizer french = ClipTokenizer.ofDirectory(files, 77, translation(null))) {
      assertThat(french.encode("a")).startsWith(FRENCH);
    }
  }

  /** T5's end-of-text pads SigLIP's texts, where the vocabulary's own padding would be id 0. */
  @ParameterizedTest
  @CsvSource({"oc-siglip, 1", "oc-siglip2-b16, 0", "oc-metaclip2, 1", "oc-clipa, 0"})
  void textsArePaddedByTheTokenThatTheFilesName(String model, int padding) {
    OpenClipUse use = new OpenClipUse(TextCleaning.WHITESPACE, false, true, null, false, null);
    Path files = MODELS.resolve(model);
    try (TextTokenizer padded = ClipTokenizer.ofDirectory(files, 20, use);
        TextTokenizer bare = ClipTokenizer.ofDirectory(files, 20, TextCleaning.WHITESPACE)) {
      Tokens tokens = padded.tokenize("cat", null);
      int[] ids = bare.encode("cat");
      assertThat(tokens.ids()).hasSize(20).startsWith(ids).endsWith(padding);
      assertThat(tokens.count()).isEqualTo(ids.length).isLessThan(20);
      assertThat(padded.fingerprint()).isNotEqualTo(bare.fingerprint());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"padding_side\": \"left\"", "\"pad_token\": 7"})
  void paddingThatCannotBeIsRefused(String setting) throws IOException {
    copy("oc-siglip");
    Path file = directory.resolve("tokenizer_config.json");
    String key = setting.substring(1, setting.indexOf('"', 1));
    String without = Files.readString(file).replaceFirst("\\s*\"" + key + "\": \"[^\"]*\",", "");
    Files.writeString(file, without.replaceFirst("\\{", "{" + setting + ","));
    OpenClipUse use = new OpenClipUse(TextCleaning.CANONICALIZE, false, true, null, false, null);

    assertThatThrownBy(() -> ClipTokenizer.ofDirectory(directory, 64, use))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(key);
  }

  /** A network that masks another id would see this padding, which is left out here. */
  @ParameterizedTest
  @CsvSource({"oc-roberta, 1, true", "oc-roberta, 0, false", "oc-nllb-siglip, 1, true"})
  void paddingIsTheOneThatTheNetworkMasks(String model, int masked, boolean same) {
    Path files = MODELS.resolve(model);
    OpenClipUse use = new OpenClipUse(TextCleaning.WHITESPACE, false, false, masked, false, null);
    if (same) {
      ClipTokenizer.ofDirectory(files, 77, use).close();
    } else {
      assertThatThrownBy(() -> ClipTokenizer.ofDirectory(files, 77, use))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContainingAll("pad_token", "<pad> (1)", "the network's, 0");
    }
  }

  /** As transformers rebuilds the template where a file says which of both is added. */
  @Test
  void beginAndEndAreAddedAsTheFilesSay() throws IOException {
    copy("oc-siglip2-b16");
    Path file = directory.resolve("tokenizer_config.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\\{", "{\"add_bos_token\": true, \"add_eos_token\": false,"));
    Path files = directory;
    Path own = MODELS.resolve("oc-siglip2-b16");
    OpenClipUse use = OpenClipUse.of(TextCleaning.CANONICALIZE);

    try (TextTokenizer begun = ClipTokenizer.ofDirectory(files, 64, use);
        TextTokenizer ended = ClipTokenizer.ofDirectory(own, 64, use)) {
      int[] ids = ended.encode("a cat");
      assertThat(ids).endsWith(1);
      assertThat(begun.encode("a cat")).startsWith(2, ids[0]).endsWith(ids[ids.length - 2]);
      assertThat(begun.fingerprint()).isNotEqualTo(ended.fingerprint());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "oc-siglip, false",
    "oc-siglip2-b16, false",
    "oc-metaclip2, false",
    "oc-clipa, false",
    "oc-roberta, false",
    "oc-nllb-siglip, true"
  })
  void aTextThatIsCutSaysSo(String model, boolean translation) {
    Path files = MODELS.resolve(model);
    OpenClipUse use =
        new OpenClipUse(TextCleaning.WHITESPACE, false, true, null, translation, null);
    String text = "a photo of a cat on the roof";
    int whole = count(files, 100, use, text, false);

    count(files, whole, use, text, false);
    count(files, whole - 1, use, text, true);
    count(files, whole - 1, use, text + " and a word".repeat(500), true);
  }

  private static int count(
      Path files, int length, OpenClipUse use, String text, boolean truncated) {
    try (TextTokenizer tokenizer = ClipTokenizer.ofDirectory(files, length, use)) {
      Tokens tokens = tokenizer.tokenize(text, null);
      assertThat(tokens.truncated()).isEqualTo(truncated);
      assertThat(tokens.ids()).hasSize(length);
      return tokens.count();
    }
  }

  @Test
  void openClipsOwnTokenizerSaysWhatItCuts() {
    String text = "a photo of a cat";
    try (TextTokenizer fits = ClipTokenizer.openClip(7, TextCleaning.LOWER);
        TextTokenizer cuts = ClipTokenizer.openClip(6, TextCleaning.LOWER)) {
      assertThat(fits.tokenize(text, null).truncated()).isFalse();
      assertThat(cuts.tokenize(text, null).truncated()).isTrue();
      assertThat(cuts.encode(text)).hasSize(6).endsWith(49407);
    }
  }

  private static TextTokenizer nllb(@Nullable String language) {
    Path files = MODELS.resolve("oc-nllb-siglip");
    return ClipTokenizer.ofDirectory(files, 77, translation(language));
  }

  private static OpenClipUse translation(@Nullable String language) {
    return new OpenClipUse(TextCleaning.WHITESPACE, false, false, null, true, language);
  }

  private void copy(String model) throws IOException {
    for (String name : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
      Files.write(directory.resolve(name), Files.readAllBytes(MODELS.resolve(model + "/" + name)));
    }
  }
}
