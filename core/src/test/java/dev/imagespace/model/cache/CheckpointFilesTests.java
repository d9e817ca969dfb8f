package dev.imagespace.model.cache;

import static dev.imagespace.model.ModelHandler.OPEN_CLIP;
import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointFilesTests {
  /** As sentence-transformers/clip-ViT-B-32 lists them on the hub, and twins. */
  private static final List<String> CLIP_VIT_B_32 =
      List.of(
          ".gitattributes",
          "0_CLIPModel/config.json",
          "0_CLIPModel/merges.txt",
          "0_CLIPModel/model.safetensors",
          "0_CLIPModel/preprocessor_config.json",
          "0_CLIPModel/pytorch_model.bin",
          "0_CLIPModel/special_tokens_map.json",
          "0_CLIPModel/tokenizer_config.json",
          "0_CLIPModel/vocab.json",
          "0_CLIPModel/model.fp16.safetensors",
          "0_CLIPModel/flax_model.msgpack",
          "0_CLIPModel/onnx/model.onnx",
          "README.md",
          "config_sentence_transformers.json",
          "modules.json",
          "openvino/openvino_model.xml");

  @Test
  void ofSentenceTransformersTheModuleAndItsDescriptionAreRead() {
    CheckpointFiles needed = new CheckpointFiles(SENTENCE_TRANSFORMERS, CLIP_VIT_B_32);

    assertThat(needed.small())
        .containsExactly(
            "0_CLIPModel/config.json",
            "0_CLIPModel/merges.txt",
            "0_CLIPModel/preprocessor_config.json",
            "0_CLIPModel/special_tokens_map.json",
            "0_CLIPModel/tokenizer_config.json",
            "0_CLIPModel/vocab.json",
            "README.md",
            "config_sentence_transformers.json",
            "modules.json");
    assertThat(needed.weights("0_CLIPModel/")).containsExactly("0_CLIPModel/model.safetensors");
    assertThat(needed.lack("0_CLIPModel/")).isEmpty();
  }

  /** As sentence-transformers/clip-ViT-B-32-multilingual-v1 lists them: no picture to prepare. */
  @Test
  void aModelOfTextsIsWholeWithoutPicturesAndWithItsLayer() {
    List<String> paths =
        List.of(
            "1_Pooling/config.json",
            "2_Dense/config.json",
            "2_Dense/model.safetensors",
            "config.json",
            "model.safetensors",
            "modules.json",
            "tokenizer.json");
    CheckpointFiles needed = new CheckpointFiles(SENTENCE_TRANSFORMERS, paths);

    assertThat(needed.small()).contains("2_Dense/config.json", "2_Dense/model.safetensors");
    assertThat(needed.weights("")).containsExactly("model.safetensors");
    assertThat(needed.lack("")).isEmpty();
  }

  @Test
  void pyTorchsFormatIsTheLastResort() {
    List<String> paths = List.of("config.json", "pytorch_model.bin");

    assertThat(new CheckpointFiles(SENTENCE_TRANSFORMERS, paths).weights(""))
        .containsExactly("pytorch_model.bin");
  }

  @Test
  void shardsComeWithTheirIndex() {
    List<String> paths =
        List.of(
            "config.json",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json",
            "pytorch_model.bin");

    assertThat(new CheckpointFiles(SENTENCE_TRANSFORMERS, paths).weights(""))
        .containsExactly(
            "model.safetensors.index.json",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors");
  }

  @Test
  void ofOpenClipItsOwnWeightsAreRead() {
    List<String> paths =
        List.of(
            "config.json",
            "model.safetensors",
            "open_clip_config.json",
            "open_clip_model.safetensors",
            "open_clip_pytorch_model.bin",
            "tokenizer.json");

    assertThat(new CheckpointFiles(OPEN_CLIP, paths).weights(""))
        .containsExactly("open_clip_model.safetensors");
  }

  @Test
  void ofTheOtherHandlersFilesNoWeightsAreFetched() {
    assertThat(new CheckpointFiles(OPEN_CLIP, CLIP_VIT_B_32).weights("0_CLIPModel/")).isEmpty();
    assertThat(new CheckpointFiles(OPEN_CLIP, CLIP_VIT_B_32).lack("0_CLIPModel/")).isEmpty();
  }

  @Test
  void theFirstFileThatIsMissingIsNamed() {
    assertThat(lack("preprocessor_config.json", "vocab.json", "model.safetensors"))
        .contains("file 'config.json' is missing");
    assertThat(lack("config.json", "vocab.json", "model.safetensors"))
        .contains("file 'preprocessor_config.json' is missing");
    assertThat(lack("config.json", "processor_config.json", "model.safetensors"))
        .contains("file 'tokenizer.json' is missing");
    assertThat(lack("config.json", "preprocessor_config.json", "vocab.json"))
        .contains("its weights are missing");
  }

  @Test
  void aShardThatIsMissingIsFoundByTheNamesOfTheOthers() {
    String[] others = {
      "config.json",
      "preprocessor_config.json",
      "tokenizer.json",
      "model.safetensors.index.json",
      "model-00001-of-00002.safetensors"
    };

    assertThat(lack(others)).contains("its weights are missing");
  }

  private static Optional<String> lack(String... paths) {
    return new CheckpointFiles(SENTENCE_TRANSFORMERS, List.of(paths)).lack("");
  }
}
