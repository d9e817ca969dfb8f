package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdTests {

  @ParameterizedTest
  @CsvSource({
    "clip-ViT-B-32, sentence-transformers/clip-ViT-B-32@main",
    "openai/clip-vit-base-patch32, openai/clip-vit-base-patch32@main",
    "hf-hub:laion/CLIP-ViT-B-32-laion2B-s34B-b79K, laion/CLIP-ViT-B-32-laion2B-s34B-b79K@main",
    "owner/name@v1.2, owner/name@v1.2"
  })
  void aNameIsReadAsTheHubWritesIt(String text, String expected) {
    assertThat(ModelId.parse(text, ModelHandler.SENTENCE_TRANSFORMERS)).hasToString(expected);
  }

  @Test
  void anArchitectureThatHasNoPublishedWeightsIsNoModel() {
    assertThatThrownBy(() -> ModelId.parse("ViT-S-16", ModelHandler.OPEN_CLIP))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("'ViT-S-16' names no weights")
        .hasMessageContaining("imagespace.model-handler=SENTENCE_TRANSFORMERS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "a/b/c",
        "/",
        "owner/",
        "o/n@../x",
        "",
        "C:\\models\\x",
        "o/.."
      })
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> ModelId.parse(text, ModelHandler.SENTENCE_TRANSFORMERS))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("imagespace.model");
  }
}
