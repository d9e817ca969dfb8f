package dev.imagespace.checkpoint;

import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.huggingface.HuggingFaceClip;
import dev.imagespace.checkpoint.huggingface.HuggingFaceNames;
import dev.imagespace.checkpoint.huggingface.HuggingFacePreprocessing;
import dev.imagespace.checkpoint.sentencetransformers.Modules;
import dev.imagespace.checkpoint.sentencetransformers.SpaceSettings;
import dev.imagespace.checkpoint.sentencetransformers.TokenizerSettings;
import dev.imagespace.checkpoint.sentencetransformers.TransformerSettings;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tokenize.PromptedTokenizer;
import dev.imagespace.tokenize.TextLimit;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.VectorHead;
import dev.imagespace.tower.text.TextTransformer;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.VisionTransformer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CLIP as sentence-transformers saves it: in {@code 0_CLIPModel/} as the hub has it, at the root as
 * versions 5 and 6 write it, or a plain directory of Hugging Face transformers.
 */
final class SentenceTransformersLayout implements CheckpointLayout {
  private static final String CONFIG = "config.json";
  private static final String ADAPTER = "adapter_config.json";

  @Override
  public LayoutFiles files() {
    return LayoutFiles.SENTENCE_TRANSFORMERS;
  }

  @Override
  public boolean unitParts() {
    return false;
  }

  @Override
  public Checkpoint read(ModelDirectory root, @Nullable String language) {
    if (language != null) {
      throw new InvalidCheckpointException(
          "The text language is '%s', and %s knows no languages. Leave 'imagespace.text-language' out."
              .formatted(Shown.of(language), root));
    }
    Modules modules = Modules.read(root);
    ModelDirectory directory = modules.clip();
    TransformerSettings transformer = TransformerSettings.read(directory);
    SpaceSettings space = SpaceSettings.read(root);
    requireNoAdapter(directory);
    JsonConfig config = JsonConfig.read(directory.file(CONFIG));
    requireClip(config, root);
    JsonConfig visionConfig = HuggingFaceClip.tower(config, "vision_config");
    JsonConfig textConfig = HuggingFaceClip.tower(config, "text_config");
    Weights weights =
        new Weights(WeightFiles.open(directory, files().weights()), HuggingFaceNames::stored);
    int dimension = config.size("projection_dim", 512, weights.largest());
    config.requireKnown(NeutralKeys.of("clip"));
    PreprocessConfig preprocessing = HuggingFacePreprocessing.read(directory);
    VisionTransformer.Config vision = HuggingFaceClip.vision(visionConfig, weights, dimension);
    requireSameSize(vision.imageSize(), preprocessing, directory);
    TextTransformer.Config text = HuggingFaceClip.text(textConfig, weights, dimension);
    TextLimit limit = TokenizerSettings.limit(directory, transformer, text.contextLength());
    VisionTransformer imageTower = new VisionTransformer(weights.in("visual"), vision);
    TextTransformer textTower = new TextTransformer(weights, text);
    weights.requireNoneLeft(IgnoredTensors::contain);
    return new Checkpoint(
        imageTower,
        textTower,
        preprocessing,
        tokenizer(directory, limit, space.prompt()),
        weights,
        dimension,
        head(modules, space));
  }

  private static void requireClip(JsonConfig config, ModelDirectory root) {
    String type = config.text("model_type", "none");
    if (List.of("clip_text_model", "clip_vision_model").contains(type)) {
      boolean text = type.equals("clip_text_model");
      throw config.invalid(
          "model_type",
          "is the %s half of a CLIP alone, without its network for %s. Save the whole CLIPModel that it was taken from (model_type 'clip'), or set 'imagespace.model' to that"
              .formatted(text ? "text" : "picture", text ? "pictures" : "texts"));
    }
    if (!type.equals("clip")) {
      throw config.invalid("model_type", "is not 'clip': %s is not a CLIP model".formatted(root));
    }
  }

  /** What PEFT trains beside a model would be another model. */
  private static void requireNoAdapter(ModelDirectory directory) {
    if (directory.has(ADAPTER)) {
      throw new InvalidCheckpointException(
          "%s has an %s: a part of the weights lies in an adapter, which is not read. Merge it in Python (merge_and_unload), and save the whole."
              .formatted(directory, ADAPTER));
    }
  }

  private static TextTokenizer tokenizer(ModelDirectory directory, TextLimit limit, String prompt) {
    TextTokenizer tokenizer = ClipTokenizer.huggingFace(directory.path(), limit);
    return prompt.isEmpty() ? tokenizer : new PromptedTokenizer(prompt, tokenizer);
  }

  private static VectorHead head(Modules modules, SpaceSettings space) {
    List<VectorHead.Step> steps = new ArrayList<>(modules.behind());
    Integer numbers = space.truncateDim();
    if (numbers != null) {
      steps.add(new VectorHead.First(numbers));
    }
    return new VectorHead(steps);
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
