package dev.imagespace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that no weights hold, and values of another type: refused before anything is made. */
@Timeout(60)
class HostileConfigurationTests {
  private final Path directory;

  HostileConfigurationTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "layers\": 3 | layers\": 1000000000 | 'model_cfg.vision_cfg.layers' = 1000000000",
        "layers\": 3 | layers\": [1000000000, 1, 1, 1] | 'model_cfg.vision_cfg.layers' =",
        "layers\": 3 | layers\": [1, 1, 1] | 'model_cfg.vision_cfg.layers' = [1,1,1]",
        "layers\": 3 | layers\": -3 | 'model_cfg.vision_cfg.layers' = -3",
        "layers\": 3 | layers\": \"3\" | 'model_cfg.vision_cfg.layers' = \"3\"",
        "layers\": 3 | layers\": 1e999999999 | 'model_cfg.vision_cfg.layers' =",
        "width\": 64 | width\": 2147483647 | 'model_cfg.vision_cfg.width' = 2147483647",
        "width\": 64 | width\": 0 | 'model_cfg.vision_cfg.width' = 0",
        "width\": 64 | width\": {} | 'model_cfg.vision_cfg.width' = {}",
        "width\": 64 | width\": [64] | 'model_cfg.vision_cfg.width' = [64]",
        "head_width\": 16 | head_width\": 0 | 'model_cfg.vision_cfg.head_width' = 0",
        "head_width\": 16 | head_width\": -16 | 'model_cfg.vision_cfg.head_width' = -16",
        "head_width\": 16 | head_width\": 20 | 'model_cfg.vision_cfg.head_width' = 20",
        "image_size\": 64 | image_size\": 1000000 | 'model_cfg.vision_cfg.image_size' = 1000000",
        "image_size\": 64 | image_size\": [65536, 65536] | vision_cfg.image_size' = [65536,65536]",
        "image_size\": 64 | image_size\": [64.5, 64] | 'model_cfg.vision_cfg.image_size' =",
        "patch_size\": 16 | patch_size\": 65 | 'model_cfg.vision_cfg.patch_size' = 65",
        "patch_size\": 16 | patch_size\": 0 | 'model_cfg.vision_cfg.patch_size' = 0",
        "embed_dim\": 48 | embed_dim\": 1073741824 | 'model_cfg.embed_dim' = 1073741824",
        "patch_size\": 16 | patch_size\": 16, \"mlp_ratio\": NaN | 'model_cfg.vision_cfg.mlp_ratio'",
        "patch_size\": 16 | patch_size\": 16, \"mlp_ratio\": 1e300 | vision_cfg.mlp_ratio' = 1e300",
        "context_length\": 77 | context_length\": 1000000000 | context_length' = 1000000000",
        "context_length\": 77 | context_length\": 0 | 'model_cfg.text_cfg.context_length' = 0",
        "vocab_size\": 49408 | vocab_size\": 4294967296 | text_cfg.vocab_size' = 4294967296",
        "heads\": 4 | heads\": 0 | 'model_cfg.text_cfg.heads' = 0",
        "bicubic\" | bicubic\", \"fill_color\": 256 | 'preprocess_cfg.fill_color' = 256",
        "bicubic\" | bicubic\", \"size\": [64, 1e9] | 'preprocess_cfg.size' =",
        "bicubic\" | bicubic\", \"size\": [[64]] | 'preprocess_cfg.size' =",
        "bicubic\" | bicubic\", \"mode\": [\"RGB\"] | 'preprocess_cfg.mode' =",
      })
  void numbersThatNoWeightsHoldAreRefusedByKeyAndValue(String old, String changed, String told)
      throws IOException {
    copy("openclip-tiny-vit");
    edit("open_clip_config.json", old, changed);

    assertRefused(ModelHandler.OPEN_CLIP, told, "open_clip_config.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Infinity",
        "-Infinity",
        "NaN",
        "0",
        "-0.26",
        "1e-40",
        "1e30",
        "1e400",
        "null",
        "\"0.2\"",
        "[0.2]",
        "{}",
        "true"
      })
  void aDeviationThatMakesEveryPictureTheSameIsRefused(String value) throws IOException {
    copy("openclip-tiny-vit");
    edit("open_clip_config.json", "0.27577711", value);

    assertRefused(ModelHandler.OPEN_CLIP, "'preprocess_cfg.std' = [0.26862954", "0.001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Infinity", "NaN", "1e30", "-1e30", "\"0.4\"", "[[]]"})
  void soIsAMean(String value) throws IOException {
    copy("hf-plain-legacy-eos2");
    edit("preprocessor_config.json", "0.40821073", value);

    assertRefused(
        ModelHandler.SENTENCE_TRANSFORMERS, "'image_mean' = [", "preprocessor_config.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "num_hidden_layers\": 2 | num_hidden_layers\": 1000000000 | num_hidden_layers' = 1000000000",
        "hidden_size\": | hidden_size\": -1, \"x\": | hidden_size' = -1",
        "projection_dim\": 24 | projection_dim\": 2147483648 | 'projection_dim' = 2147483648",
        "eos_token_id\": 49407 | eos_token_id\": -1 | eos_token_id' = -1",
        "eos_token_id\": 49407 | eos_token_id\": 49408 | eos_token_id' = 49408",
        "layer_norm_eps\": 1e-05 | layer_norm_eps\": 1e30 | layer_norm_eps' = 1e30",
        "layer_norm_eps\": 1e-05 | layer_norm_eps\": NaN | layer_norm_eps' =",
        "layer_norm_eps\": 1e-05 | layer_norm_eps\": [1e-05] | layer_norm_eps' =",
        "model_type\": \"clip\" | model_type\": [\"clip\"] | 'model_type' = [",
        "\"text_config\": { | \"text_config\": 7, \"t\": { | 'text_config' = 7",
      })
  void theSameHoldsForTransformers(String old, String changed, String told) throws IOException {
    copy("hf-plain-gelu");
    edit("config.json", old, changed);

    assertRefused(ModelHandler.SENTENCE_TRANSFORMERS, told, "config.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000", "-1", "0", "1e400", "[224]", "\"224\""})
  void aShortestEdgeIsBounded(String value) throws IOException {
    copy("hf-plain-legacy-eos2");
    Path file = directory.resolve("preprocessor_config.json");
    String config = Files.readString(file);
    Files.writeString(
        file,
        config.replaceFirst(
            "\"size\": *\\d+", "\"size\": {\"shortest_edge\": %s}".formatted(value)));
    assertThat(Files.readString(file)).contains("shortest_edge");

    assertRefused(ModelHandler.SENTENCE_TRANSFORMERS, "'size.shortest_edge' = ", "must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "/etc", "0_CLIPModel/../..", "a\\u0000b", "/"})
  void aModuleLiesInItsModel(String path) throws IOException {
    copy("hf-plain-gelu");
    Files.writeString(
        directory.resolve("modules.json"),
        "[{\"path\": \"%s\", \"type\": \"sentence_transformers.models.CLIPModel\"}]"
            .formatted(path));

    assertRefused(ModelHandler.SENTENCE_TRANSFORMERS, "no directory in it", "a part in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "[1]", "[[]]", "null", "", "[{\"type\": 7}]", "[{}, 1]"})
  void aListOfModulesIsOneOfObjects(String modules) throws IOException {
    copy("hf-plain-gelu");
    Files.writeString(directory.resolve("modules.json"), modules);

    assertRefused(ModelHandler.SENTENCE_TRANSFORMERS, "modules.json", "");
  }

  @Test
  void aConfigurationIsNotReadWhereItIsTooLarge() throws IOException {
    copy("hf-plain-gelu");
    Files.writeString(directory.resolve("config.json"), "[" + "1,".repeat(2_200_000) + "1]");

    assertRefused(ModelHandler.SENTENCE_TRANSFORMERS, "4,400,003 bytes", "-Xmx");
  }

  @Test
  void ofAKeyThatIsThereTwiceTheLastCountsAsInPython() throws IOException {
    copy("hf-plain-gelu");
    edit("config.json", "\"model_type\": \"clip\"", "\"model_type\": 1, \"model_type\": \"clip\"");
    assertThat(open(ModelHandler.SENTENCE_TRANSFORMERS).dimension()).isEqualTo(24);

    edit("config.json", "\"model_type\": \"clip\"", "\"model_type\": \"clip\", \"model_type\": 1");
    assertRefused(ModelHandler.SENTENCE_TRANSFORMERS, "'model_type' = 1", "config.json");
  }

  @Test
  void aLongKeyAndALongValueAreCutInTheMessage() throws IOException {
    copy("openclip-tiny-vit");
    String key = "k".repeat(100_000);
    edit(
        "open_clip_config.json",
        "\"embed_dim\": 48",
        "\"embed_dim\": 48, \"%s\": \"%s\"".formatted(key, key));

    assertThatThrownBy(() -> open(ModelHandler.OPEN_CLIP))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("kkk… (100,010 characters)")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  private void assertRefused(ModelHandler handler, String told, String alsoTold) {
    assertThatThrownBy(() -> open(handler))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(told)
        .hasMessageContaining(alsoTold)
        .hasMessageContaining(directory.toString());
  }

  private Checkpoint open(ModelHandler handler) {
    return Checkpoint.open(new ModelDirectory("hostile", directory), handler);
  }

  private void copy(String model) throws IOException {
    try (Stream<Path> files = Files.list(Goldens.model(model))) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
    }
  }

  private void edit(String file, String old, String changed) throws IOException {
    Path path = directory.resolve(file);
    String content = Files.readString(path);
    assertThat(content).contains(old);
    int at = content.indexOf(old);
    Files.writeString(
        path, content.substring(0, at) + changed + content.substring(at + old.length()));
  }
}
