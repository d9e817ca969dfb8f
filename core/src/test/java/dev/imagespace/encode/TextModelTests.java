package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts by a model of sentence-transformers, pictures by another of as many dimensions. */
class TextModelTests {
  private static final String PICTURES = "openclip-tiny-vit-quickgelu";
  private static final Path MULTILINGUAL = Goldens.path("openclip/models/st-multilingual-v1");

  private final Path changed;

  TextModelTests(@TempDir Path changed) {
    this.changed = changed;
  }

  @Test
  void textsAreOfTheTextModelAndPicturesOfTheOther() {
    try (DualEncoder both = open(PICTURES, MULTILINGUAL);
        DualEncoder alone = open(PICTURES, null)) {
      assertGoldenTexts(both);
      List<ImageSource> picture = List.of(ImageSource.of(Goldens.image("rgb_odd.png")));
      assertThat(both.encodeImages(picture).get(0).orElseThrow())
          .isEqualTo(alone.encodeImages(picture).get(0).orElseThrow());
      assertThat(both.fingerprint()).hasSize(64).isNotEqualTo(alone.fingerprint());
      assertThat(both.info().architecture()).contains("BERT 2×64");
    }
  }

  /** As sentence-transformers 6.2 saves the same model: other types and keys, the same vectors. */
  @Test
  void filesOfTodayGiveTheSameVectors() throws IOException {
    copy(MULTILINGUAL);
    copy(Goldens.path("openclip/layouts/st-6.2-multilingual"));
    try (DualEncoder encoder = open(PICTURES, changed)) {
      assertGoldenTexts(encoder);
    }
  }

  private static void assertGoldenTexts(DualEncoder encoder) {
    for (JsonElement row :
        Goldens.json("openclip/goldens/st-multilingual-v1.json").getAsJsonArray("texts")) {
      JsonObject golden = row.getAsJsonObject();
      EncodedText text =
          encoder.encodeTexts(List.of(golden.get("text").getAsString())).get(0).orElseThrow();
      assertThat(Closeness.of(text.vector(), Goldens.floats(golden.get("embedding"))))
          .matches(Closeness::holds);
      assertThat(text.tokens()).isEqualTo(golden.getAsJsonArray("ids").size());
    }
  }

  @Test
  void otherDimensionsAreRefused() {
    assertThatThrownBy(() -> open("openclip-tiny-vit", MULTILINGUAL))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContainingAll("40 dimensions", "48", "imagespace.text-model");
  }

  @Test
  void aModelThatIsNoTextModelIsRefused() {
    assertThatThrownBy(() -> open(PICTURES, Goldens.model("openclip-tiny-vit")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContainingAll("modules.json", "imagespace.text-model");
    assertThatThrownBy(() -> open(PICTURES, Goldens.model("st-tiny-vit")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("CLIPModel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1_Pooling/config.json | mean_tokens\": true | mean_tokens\": false | pooling_mode_mean_tokens",
        "1_Pooling/config.json | max_tokens\": false | max_tokens\": true | pooling_mode_max_tokens",
        "2_Dense/config.json | linear.Identity | activation.Tanh | activation_function",
        "2_Dense/config.json | : 64 | : 32 | in_features",
        "2_Dense/config.json | : 40 | : 41 | linear.weight",
        "sentence_bert_config.json | \"do_lower_case\": false | \"do_lower_case\": true | do_lower_case",
        "config_sentence_transformers.json | { | {\"default_prompt_name\": \"query\", | default_prompt_name",
        "config.json | distilbert | albert | model_type",
        "config.json | \"gelu\" | \"relu\" | activation"
      })
  void whatWouldMakeOtherVectorsIsRefusedByName(String file, String old, String other, String named)
      throws IOException {
    copy(MULTILINGUAL);
    Path changedFile = changed.resolve(file);
    Files.writeString(changedFile, replacedOnce(Files.readString(changedFile), old, other));

    assertThatThrownBy(() -> open(PICTURES, changed))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(named);
  }

  private static String replacedOnce(String text, String old, String other) {
    int at = text.indexOf(old);
    assertThat(at).as(old).isNotNegative();
    return text.substring(0, at) + other + text.substring(at + old.length());
  }

  @Test
  void languagesAreRefusedByModelsWithout() {
    for (Path texts : new Path[] {MULTILINGUAL, null}) {
      assertThatThrownBy(
              () -> DualEncoder.open(settings(PICTURES, ModelHandler.OPEN_CLIP, texts, "fra_Latn")))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContainingAll("fra_Latn", "imagespace.text-language");
    }
    assertThatThrownBy(
            () ->
                DualEncoder.open(
                    settings("st-tiny-vit", ModelHandler.SENTENCE_TRANSFORMERS, null, "fra_Latn")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContainingAll("fra_Latn", "imagespace.text-language");
  }

  @ParameterizedTest
  @CsvSource({
    "clip-ViT-B-32-multilingual-v1, clip-ViT-B-32, true",
    "sentence-transformers/clip-ViT-B-32-multilingual-v1@main, sentence-transformers/clip-ViT-B-32, true",
    "/models/clip-ViT-B-32-multilingual-v1, ViT-B-32/openai, true",
    "clip-ViT-B-32-multilingual-v1, clip-ViT-B-16, false",
    "clip-ViT-B-32-multilingual-v1, ViT-B-32/laion2b_s34b_b79k, false",
    "another, clip-ViT-B-32, false"
  })
  void pairsThatWereTrainedForEachOtherAreKnown(String texts, String pictures, boolean known) {
    assertThat(TextPairs.areKnown(texts, pictures)).isEqualTo(known);
  }

  private void copy(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = changed.resolve(directory.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
  }

  private static DualEncoder open(String pictures, @Nullable Path texts) {
    return DualEncoder.open(settings(pictures, ModelHandler.OPEN_CLIP, texts, null));
  }

  private static EncoderSettings settings(
      String pictures, ModelHandler handler, @Nullable Path texts, @Nullable String language) {
    return new EncoderSettings(
        Goldens.model(pictures).toString(),
        handler,
        null,
        Execution.defaults(),
        ImagePolicy.REFERENCE,
        PixelRules.defaults(),
        ImageLoading.defaults(),
        Resources.shared(),
        HubSettings.fromEnvironment().withOffline(true),
        download -> {},
        null,
        new TextSettings(texts == null ? null : texts.toString(), language));
  }
}
