package dev.imagespace.checkpoint;

import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.huggingface.HuggingFaceClip;
import dev.imagespace.checkpoint.huggingface.HuggingFaceNames;
import dev.imagespace.checkpoint.huggingface.HuggingFacePreprocessing;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.preprocess.PreprocessConfig;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tower.text.TextTransformer;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.VisionTransformer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CLIP as sentence-transformers saves it: in {@code 0_CLIPModel/} as the hub has it, at the root as
 * versions 5 and 6 write it, or a plain directory of Hugging Face transformers.
 */
final class SentenceTransformersLayout implements CheckpointLayout {
  private static final String CONFIG = "config.json";

  @Override
  public LayoutFiles files() {
    return LayoutFiles.SENTENCE_TRANSFORMERS;
  }

  @Override
  public Checkpoint read(ModelDirectory root, @Nullable String language) {
    if (language != null) {
      throw new InvalidCheckpointException(
          "The text language is '%s', and %s knows no languages. Leave 'imagespace.text-language' out."
              .formatted(Shown.of(language), root));
    }
    ModelDirectory directory = clipModule(root);
    JsonConfig config = JsonConfig.read(directory.file(CONFIG));
    String type = config.text("model_type", "none");
    if (!type.equals("clip")) {
      throw config.invalid("model_type", "is not 'clip': %s is not a CLIP model".formatted(root));
    }
    TensorSource tensors = WeightFiles.open(directory, files().weights());
    Weights weights = new Weights(tensors, HuggingFaceNames::stored);
    int dimension = config.size("projection_dim", 512, weights.largest());
    PreprocessConfig preprocessing = HuggingFacePreprocessing.read(directory);
    VisionTransformer.Config vision =
        HuggingFaceClip.vision(config.object("vision_config"), weights, dimension);
    requireSameSize(vision.imageSize(), preprocessing, directory);
    TextTransformer.Config text =
        HuggingFaceClip.text(config.object("text_config"), weights, dimension);
    VisionTransformer imageTower = new VisionTransformer(weights.in("visual"), vision);
    TextTransformer textTower = new TextTransformer(weights, text);
    weights.requireNoneLeft(IgnoredTensors::contain);
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
    if (!root.has("modules.json")) {
      return root;
    }
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

  /** The tokenizer may cut a text earlier than the network's positions end. */
  private static int textLength(ModelDirectory directory, int positions) {
    if (!directory.has("tokenizer_config.json")) {
      return positions;
    }
    JsonConfig config = JsonConfig.read(directory.file("tokenizer_config.json"));
    return (int)
        Math.min(positions, config.number("model_max_length", positions, 2, Double.MAX_VALUE));
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
