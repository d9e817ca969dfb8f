package dev.imagespace.model.hub;

import static dev.imagespace.model.ModelHandler.OPEN_CLIP;
import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelHandlerMismatchException;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.model.ModelOrigin;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of OpenCLIP, from the name to the files. */
class OpenClipPretrainedTests extends TinyHub {
  OpenClipPretrainedTests(@TempDir Path temporary) {
    super(temporary);
  }

  @Test
  void theTableHasEveryPairOfOpenClip() {
    Map<String, Map<String, String>> table = OpenClipPretrained.table();

    assertThat(table).hasSize(115);
    assertThat(table.values().stream().mapToInt(Map::size).sum()).isEqualTo(196);
    assertThat(table.values().stream().flatMap(tags -> tags.values().stream()))
        .allMatch(place -> place.matches("[\\w.-]+/[\\w.-]+(/pytorch_model\\.bin)?"));
  }

  @ParameterizedTest
  @CsvSource({
    "ViT-B-32/laion2b_s34b_b79k, laion/CLIP-ViT-B-32-laion2B-s34B-b79K@main",
    "ViT-B/32/openai, timm/vit_base_patch32_clip_224.openai@main",
    "ViT-B-32-quickgelu/OpenAI, timm/vit_base_patch32_clip_224.openai@main",
    "RN50/cc12m@v1, timm/resnet50_clip.cc12m@v1",
    "ViT-L-14/laion2b-s32b-b82k, laion/CLIP-ViT-L-14-laion2B-s32B-b82K@main",
    "coca_ViT-L-14/laion2b_s13b_b90k, laion/CoCa-ViT-L-14-laion2B-s13B-b90k@main",
    "laion/CLIP-ViT-B-32-laion2B-s34B-b79K, laion/CLIP-ViT-B-32-laion2B-s34B-b79K@main",
    "hf-hub:RN50/openai, RN50/openai@main"
  })
  void aPairIsItsRepositoryAndAnythingElseIsTakenAsItIs(String name, String expected) {
    assertThat(ModelId.parse(name, OPEN_CLIP)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ViT-L-14-336", "ViT-L-14/336", "ViT-L/14/336"})
  void anArchitectureAloneIsToldItsTags(String name) {
    assertThatThrownBy(() -> ModelId.parse(name, OPEN_CLIP))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("'%s' is an architecture", name)
        .hasMessageContaining("one of ViT-L-14-336/openai");
  }

  @Test
  void anUnknownTagIsToldTheKnownOnes() {
    assertThatThrownBy(() -> ModelId.parse("RN50/laion2b", OPEN_CLIP))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("no weights 'laion2b' of RN50")
        .hasMessageContaining("RN50/cc12m, RN50/openai, RN50/yfcc15m")
        .hasMessageContaining("hf-hub:RN50/laion2b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ViT-B-32", "ViT-B/32", "ViT-B-32/openai", "ViT-B-32/nonsense"})
  void theOtherHandlerIsToldOfThisOne(String name) {
    assertThatThrownBy(() -> ModelId.parse(name, SENTENCE_TRANSFORMERS))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("imagespace.model-handler=OPEN_CLIP")
        .hasMessageContaining("ViT-B-32/openai")
        .hasMessageContaining("clip-ViT-B-32");
  }

  @Test
  void aPairThatIsOneFileOfARepositorySaysWhatToDo() {
    assertThatThrownBy(() -> ModelId.parse("ViTamin-S/datacomp1b", OPEN_CLIP))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("'pytorch_model.bin'")
        .hasMessageContaining("hf-hub:jienengchen/ViTamin-S'");
  }

  @Test
  void aPairIsFetchedFromItsRepository() throws IOException {
    String id = "laion/CLIP-ViT-B-32-laion2B-s34B-b79K";
    String pushed = hub.repository(id).push(Goldens.model("openclip-tiny-vit"));

    ModelDirectory found = resolver().resolve("ViT-B-32/laion2b_s34b_b79k", OPEN_CLIP);

    found.awaitFiles();
    assertThat(found.name()).isEqualTo("ViT-B-32/laion2b_s34b_b79k");
    assertThat(found.origin()).isEqualTo(new ModelOrigin(id, pushed, null));
    assertThat(found.file("open_clip_model.safetensors")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ViT-B-32", "RN50/laion2b", "a/b/c", "ViT-S-16"})
  void aWrongNameAsksNobody(String name) {
    assertThatThrownBy(() -> resolver().resolve(name, OPEN_CLIP))
        .isInstanceOf(ModelNotFoundException.class);

    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void aModelOfTheOtherHandlerIsKnownByItsListOfFiles() throws IOException {
    hub.repository("owner/clip").push(Goldens.model("openclip-tiny-vit"));

    assertThatThrownBy(() -> resolver().resolve(NAME, OPEN_CLIP))
        .isInstanceOf(ModelHandlerMismatchException.class)
        .hasMessageContaining("imagespace.model-handler=SENTENCE_TRANSFORMERS");
    assertThatThrownBy(() -> resolver().resolve("owner/clip", SENTENCE_TRANSFORMERS))
        .isInstanceOf(ModelHandlerMismatchException.class)
        .hasMessageContaining("imagespace.model-handler=OPEN_CLIP");

    assertThat(hub.requests()).hasSize(2).allMatch(HubRequest::isApi);
  }

  private ModelResolver resolver() {
    return new ModelResolver(cache, settings(), QUICK, heard::add);
  }
}
