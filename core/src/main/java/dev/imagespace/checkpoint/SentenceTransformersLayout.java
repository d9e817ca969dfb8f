package dev.imagespace.checkpoint;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.huggingface.HuggingFaceNames;
import dev.imagespace.checkpoint.huggingface.HuggingFacePreprocessing;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.model.ModelHandlerMismatchException;
import dev.imagespace.preprocess.PreprocessConfig;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tower.BlockConfig;
import dev.imagespace.tower.EndOfText;
import dev.imagespace.tower.ImageTower.ImageSize;
import dev.imagespace.tower.TextTransformer;
import dev.imagespace.tower.VisionTransformer;
import java.util.List;

/**
 * CLIP as sentence-transformers saves it: in {@code 0_CLIPModel/} as the hub has it, at the root as
 * versions 5 and 6 write it, or a plain directory of Hugging Face transformers.
 *
 * <p>Configurations leave out what is a default of transformers' CLIPConfig: the defaults here are
 * those.
 */
final class SentenceTransformersLayout {
  private static final List<String> WEIGHTS =
      List.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin");
  private static final String CONFIG = "config.json";
  private static final int LEGACY_END_OF_TEXT = 2;

  private SentenceTransformersLayout() {}

  static Checkpoint read(ModelDirectory root) {
    ModelDirectory directory = clipModule(root);
    JsonConfig config = JsonConfig.read(directory.file(CONFIG));
    String type = config.text("model_type", "none");
    if (!type.equals("clip")) {
      throw config.invalid("model_type", "is not 'clip': %s is not a CLIP model".formatted(root));
    }
    TensorSource tensors = WeightFiles.open(directory, WEIGHTS);
    Weights weights = new Weights(tensors, HuggingFaceNames::stored);
    int dimension = config.size("projection_dim", 512, weights.largest());
    PreprocessConfig preprocessing = HuggingFacePreprocessing.read(directory);
    VisionTransformer.Config vision = vision(config.object("vision_config"), weights, dimension);
    requireSameSize(vision.imageSize(), preprocessing, directory);
    TextTransformer.Config text = text(config.object("text_config"), weights, dimension);
    VisionTransformer imageTower = new VisionTransformer(weights.in("visual"), vision);
    TextTransformer textTower = new TextTransformer(weights, text);
    weights.requireNoneLeft(Tolerated::name);
    return new Checkpoint(
        imageTower,
        textTower,
        preprocessing,
        ClipTokenizer.huggingFace(directory.path(), textLength(directory, text.contextLength())),
        weights,
        dimension);
  }

  /** The directory of the CLIP module, which must be the only module. */
  private static ModelDirectory clipModule(ModelDirectory root) {
    if (root.has("modules.json")) {
      List<JsonConfig> modules = JsonConfig.readList(root.file("modules.json"));
      for (JsonConfig module : modules) {
        if (!module.text("type", "none").endsWith(".CLIPModel")) {
          throw module.invalid(
              "type", "is not a CLIP module; only models of one CLIPModel can be read");
        }
      }
      if (modules.size() != 1) {
        throw new InvalidCheckpointException(
            "%s has %d modules; only models of one CLIPModel can be read."
                .formatted(root, modules.size()));
      }
      return root.in(modules.get(0).text("path", ""));
    }
    if (root.has(CONFIG)) {
      return root;
    }
    if (root.has(OpenClipLayout.CONFIG)) {
      throw new ModelHandlerMismatchException(
          "%s is an OpenCLIP checkpoint (%s), and the handler is SENTENCE_TRANSFORMERS. Set 'imagespace.model-handler=OPEN_CLIP'."
              .formatted(root, OpenClipLayout.CONFIG));
    }
    throw new InvalidCheckpointException(
        "%s has neither modules.json nor config.json: no model of sentence-transformers or transformers."
            .formatted(root));
  }

  /** The tokenizer may cut a text earlier than the network's positions end. */
  private static int textLength(ModelDirectory directory, int positions) {
    if (!directory.has("tokenizer_config.json")) {
      return positions;
    }
    JsonConfig config = JsonConfig.read(directory.file("tokenizer_config.json"));
    return (int)
        Math.min(positions, config.number("model_max_length", positions, 2, Double.MAX_VALUE));
  }

  private static VisionTransformer.Config vision(
      JsonConfig config, Weights weights, int dimension) {
    int side = config.size("image_size", 224, InputLimits.MOST_PIXELS_OF_A_SIDE);
    InputLimits.requirePicture(config, "image_size", side, side);
    int width = config.size("hidden_size", 768, weights.largest());
    return new VisionTransformer.Config(
        new ImageSize(side, side),
        config.size("patch_size", 32, side),
        config.size("num_hidden_layers", 12, weights.count()),
        block(config, weights, width, 12, 3072),
        dimension);
  }

  private static TextTransformer.Config text(JsonConfig config, Weights weights, int dimension) {
    int width = config.size("hidden_size", 512, weights.largest());
    int vocabulary = config.size("vocab_size", 49408, weights.largest());
    int positions = config.size("max_position_embeddings", 77, weights.largest());
    InputLimits.requireText(config, "max_position_embeddings", positions);
    int end = config.integer("eos_token_id", 49407, 0, vocabulary - 1);
    return new TextTransformer.Config(
        positions,
        vocabulary,
        config.size("num_hidden_layers", 12, weights.count()),
        block(config, weights, width, 8, 2048),
        dimension,
        end == LEGACY_END_OF_TEXT ? EndOfText.largestId() : EndOfText.of(end));
  }

  private static BlockConfig block(
      JsonConfig config, Weights weights, int width, int heads, int mlpWidth) {
    return new BlockConfig(
        width,
        config.heads("num_attention_heads", heads, width),
        config.size("intermediate_size", mlpWidth, weights.largest()),
        activation(config),
        config.epsilon("layer_norm_eps", 1e-5));
  }

  private static Activation activation(JsonConfig config) {
    return switch (config.text("hidden_act", "quick_gelu")) {
      case "quick_gelu" -> Activation.QUICK_GELU;
      case "gelu" -> Activation.GELU;
      case "relu" -> Activation.RELU;
      default ->
          throw config.invalid("hidden_act", "is not a known activation: quick_gelu, gelu, relu");
    };
  }

  private static void requireSameSize(
      ImageSize size, PreprocessConfig preprocessing, ModelDirectory directory) {
    if (size.height() != preprocessing.height() || size.width() != preprocessing.width()) {
      throw new InvalidCheckpointException(
          "%s prepares pictures of %d×%d pixels, and its network reads %d×%d: preprocessor and config.json are not of one model."
              .formatted(
                  directory,
                  preprocessing.width(),
                  preprocessing.height(),
                  size.width(),
                  size.height()));
    }
  }
}
