package dev.imagespace.checkpoint;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.openclip.OpenClipPreprocessing;
import dev.imagespace.checkpoint.openclip.OpenClipText;
import dev.imagespace.checkpoint.openclip.OpenClipVision;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.ClipTokenizer;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tower.ImageTower;
import java.util.Map;
import java.util.Set;

/** CLIP as OpenCLIP publishes it: open_clip_config.json beside safetensors or a PyTorch file. */
final class OpenClipLayout implements CheckpointLayout {
  private static final String CONFIG = "open_clip_config.json";
  private static final Set<String> READ =
      Set.of("embed_dim", "vision_cfg", "text_cfg", "quick_gelu", "custom_text");

  /** Values of the loss, which a vector does not depend on. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.of(
          "init_logit_scale",
          Set.of(),
          "init_logit_bias",
          Set.of(),
          "nonscalar_logit_scale",
          Set.of());

  @Override
  public LayoutFiles files() {
    return LayoutFiles.OPEN_CLIP;
  }

  @Override
  public boolean unitParts() {
    return true;
  }

  @Override
  public Checkpoint read(ModelDirectory directory) {
    JsonConfig file = JsonConfig.read(directory.file(CONFIG));
    JsonConfig model = file.object("model_cfg");
    model.requireDefaults(READ, NEUTRAL);
    JsonConfig text = model.object("text_cfg");
    boolean quickGelu = model.flag("quick_gelu", false);

    TensorSource tensors = WeightFiles.openOrLone(directory, files().weights());
    Weights weights = new Weights(tensors, Weights.Naming.asIs());
    int dimension = model.size("embed_dim", weights.largest());
    ImageTower imageTower =
        OpenClipVision.read(model.object("vision_cfg"), weights.in("visual"), dimension, quickGelu);
    OpenClipText.Read textTower =
        OpenClipText.read(text, directory, textScope(weights), dimension, quickGelu);
    weights.requireNoneLeft(IgnoredTensors::contain);
    return new Checkpoint(
        imageTower,
        textTower.tower(),
        OpenClipPreprocessing.read(file, imageTower.imageSize()),
        tokenizer(text, directory, textTower.contextLength()),
        weights,
        dimension);
  }

  /**
   * Text weights lie at the root, or below "text" where the model is one of OpenCLIP's "custom".
   */
  private static Weights textScope(Weights weights) {
    return weights.has("positional_embedding") ? weights : weights.in("text");
  }

  private static TextTokenizer tokenizer(
      JsonConfig text, ModelDirectory directory, int contextLength) {
    return text.has("hf_tokenizer_name")
        ? ClipTokenizer.ofDirectory(directory.path(), contextLength, TextCleaning.WHITESPACE)
        : ClipTokenizer.openClip(contextLength, TextCleaning.LOWER);
  }
}
