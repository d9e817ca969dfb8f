package dev.imagespace.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelHandlerMismatchException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden checkpoints with one thing changed: what is not exactly CLIP is refused, by name. */
class LayoutTests {
  private static final String OPEN_CLIP = "openclip-tiny-vit";
  private static final String PLAIN = "hf-plain-gelu";

  private final Path directory;

  LayoutTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"embed_dim\": 48 | \"embed_dim\": 40 | 'visual.proj'",
        "\"layers\": 3 | \"layers\": 4 | 'visual.transformer.resblocks.3.",
        "\"layers\": 3 | \"layers\": 2 | tensors without a place",
        "\"head_width\": 16 | \"head_width\": 16, \"attentional_pool\": \"parallel\" | 'model_cfg.vision_cfg.attentional_pool' = \"parallel\"",
        "\"head_width\": 16 | \"head_width\": 16, \"scaled_cosine_attn\": true | 'model_cfg.vision_cfg.scaled_cosine_attn' = true",
        "\"head_width\": 16 | \"head_width\": 16, \"some_new_flag\": 1 | 'model_cfg.vision_cfg.some_new_flag' = 1",
        "\"embed_dim\": 48 | \"embed_dim\": 48, \"quick_gelu\": 1 | 'model_cfg.quick_gelu' = 1",
        "\"layers\": 3 | \"layers\": 3.9 | 'model_cfg.vision_cfg.layers' = 3.9",
        "\"layers\": 3 | \"layers\": 0 | 'model_cfg.vision_cfg.layers' = 0",
        "\"heads\": 4 | \"heads\": 5 | 'model_cfg.text_cfg.heads' = 5",
        "\"heads\": 4 | \"heads\": 4, \"scaled_cosine_attn\": true | 'model_cfg.text_cfg.scaled_cosine_attn' = true",
        "\"heads\": 4 | \"heads\": \"four\" | 'model_cfg.text_cfg.heads' = \"four\"",
        "\"bicubic\" | \"lanczos\" | 'preprocess_cfg.interpolation' = \"lanczos\"",
        "\"shortest\" | \"stretch\" | 'preprocess_cfg.resize_mode' = \"stretch\"",
        "\"embed_dim\": 48, | `` | has no 'model_cfg.embed_dim'",
        "\"model_cfg\": { | \"model_cfg\": {{ | is not valid JSON",
      })
  void openClipConfigurationsThatDoNotFitAreRefused(String old, String changed, String complaint)
      throws IOException {
    copy(OPEN_CLIP);
    edit("open_clip_config.json", old, changed);

    assertThatThrownBy(() -> open(ModelHandler.OPEN_CLIP))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining(directory.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"model_type\": \"clip\" | \"model_type\": \"siglip\" | 'model_type' = \"siglip\"",
        "\"model_type\": \"clip\" | \"model_type\": \"clip_text_model\" | is the text half of a CLIP alone, without its network for pictures",
        "\"model_type\": \"clip\" | \"model_type\": \"clip_vision_model\" | is the picture half of a CLIP alone, without its network for texts",
        "\"hidden_act\": \"gelu\" | \"hidden_act\": \"swish\" | hidden_act' = \"swish\"",
        "\"projection_dim\": 24 | \"projection_dim\": 25 | 'visual_projection.weight'",
        "\"eos_token_id\": 49407 | \"eos_token_id\": 12345 | reads a text at token 12345",
        "\"layer_norm_eps\": 1e-05 | \"layer_norm_eps\": -1 | 'text_config.layer_norm_eps' = -1",
        "\"num_hidden_layers\": 2 | \"num_hidden_layers\": 3 | layers.2.",
      })
  void huggingFaceConfigurationsThatDoNotFitAreRefused(String old, String changed, String complaint)
      throws IOException {
    copy(PLAIN);
    edit("config.json", old, changed);

    assertThatThrownBy(() -> open(ModelHandler.SENTENCE_TRANSFORMERS))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void aFilterOfPillowThatIsNotKnownIsRefused() throws IOException {
    copy(PLAIN);
    edit("processor_config.json", "\"resample\": 3", "\"resample\": 1");

    assertThatThrownBy(() -> open(ModelHandler.SENTENCE_TRANSFORMERS))
        .hasMessageContaining("resample' = 1");
  }

  @Test
  void theWrongHandlerNamesTheRightOne() throws IOException {
    copy(OPEN_CLIP);
    assertThatThrownBy(() -> open(ModelHandler.SENTENCE_TRANSFORMERS))
        .isInstanceOf(ModelHandlerMismatchException.class)
        .hasMessageContaining("imagespace.model-handler=OPEN_CLIP");

    Files.delete(directory.resolve("open_clip_config.json"));
    Files.createFile(directory.resolve("modules.json"));
    assertThatThrownBy(() -> open(ModelHandler.OPEN_CLIP))
        .isInstanceOf(ModelHandlerMismatchException.class)
        .hasMessageContaining("imagespace.model-handler=SENTENCE_TRANSFORMERS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SENTENCE_TRANSFORMERS | no modules.json and no config.json: no model of sentence-transformers",
        "OPEN_CLIP | no open_clip_config.json: no model of OpenCLIP"
      })
  void aDirectoryOfNoLayoutIsToldByTheFilesThatWouldMakeItOne(
      ModelHandler handler, String complaint) {
    assertThatThrownBy(() -> open(handler))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(complaint)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void aSentenceTransformersModelThatIsNotClipIsRefused() throws IOException {
    copy("st-tiny-vit");
    edit(
        "modules.json",
        "sentence_transformers.models.CLIPModel",
        "sentence_transformers.models.WordEmbeddings");

    assertThatThrownBy(() -> open(ModelHandler.SENTENCE_TRANSFORMERS))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("cannot be the first module");
  }

  @Test
  void moreThanOneModuleIsRefused() throws IOException {
    copy("st-tiny-vit");
    String module =
        "{\"path\": \"0_CLIPModel\", \"type\": \"sentence_transformers.models.CLIPModel\"}";
    Files.writeString(directory.resolve("modules.json"), "[" + module + "," + module + "]");

    assertThatThrownBy(() -> open(ModelHandler.SENTENCE_TRANSFORMERS))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("behind a CLIP");
  }

  @Test
  void aTokenizerOfAnotherModelIsRefused() throws IOException {
    copy(PLAIN);
    Files.write(
        directory.resolve("tokenizer.json"),
        Files.readAllBytes(Goldens.model("mini").resolve("tokenizer.json")));

    assertThatThrownBy(() -> open(ModelHandler.SENTENCE_TRANSFORMERS))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("49407, which its tokenizer does not give");
  }

  @Test
  void aTokenizerMayCutATextEarlierThanThePositionsEnd() throws IOException {
    copy(PLAIN);
    edit("tokenizer_config.json", "\"model_max_length\": 77", "\"model_max_length\": 10");

    Checkpoint checkpoint = open(ModelHandler.SENTENCE_TRANSFORMERS);
    assertThat(checkpoint.tokenizer().encode("one two ".repeat(20))).hasSize(10).endsWith(49407);
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    copy(OPEN_CLIP);
    Files.delete(directory.resolve("open_clip_model.safetensors"));

    assertThatThrownBy(() -> open(ModelHandler.OPEN_CLIP))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("has no weights")
        .hasMessageContaining("open_clip_model.safetensors");
  }

  @Test
  void theRootFormOfSentenceTransformersSixIsRead() throws IOException {
    copy("st-tiny-vit");
    Path module = directory.resolve("0_CLIPModel");
    copyAll(module, directory);
    copyAll(Goldens.path("layouts/st-6.2-root"), directory);
    Files.delete(directory.resolve("preprocessor_config.json"));

    Checkpoint root = open(ModelHandler.SENTENCE_TRANSFORMERS);
    Checkpoint nested =
        Checkpoint.open(
            new ModelDirectory("st", Goldens.model("st-tiny-vit")),
            ModelHandler.SENTENCE_TRANSFORMERS);

    assertThat(root.preprocessing()).isEqualTo(nested.preprocessing());
    assertThat(root.imageTower().configuration())
        .hasToString(nested.imageTower().configuration().toString());
    assertThat(root.textTower().configuration())
        .hasToString(nested.textTower().configuration().toString());
    assertThat(root.dimension()).isEqualTo(40);
  }

  private Checkpoint open(ModelHandler handler) {
    return Checkpoint.open(new ModelDirectory("changed", directory), handler);
  }

  private void copy(String model) throws IOException {
    copyAll(Goldens.model(model), directory);
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.write(target, Files.readAllBytes(file));
      }
    }
  }

  private void edit(String file, String old, String changed) throws IOException {
    Path path = directory.resolve(file);
    String content = Files.readString(path);
    assertThat(content).contains(old);
    Files.writeString(
        path, content.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(changed)));
  }
}
