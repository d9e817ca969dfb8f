package dev.imagespace.checkpoint;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.openclip.OpenClipPreprocessing;
import dev.imagespace.checkpoint.openclip.OpenClipText;
import dev.imagespace.checkpoint.openclip.OpenClipTokenizers;
import dev.imagespace.checkpoint.openclip.OpenClipVision;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.vision.ImageTower;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CLIP as OpenCLIP publishes it: open_clip_config.json beside safetensors or a PyTorch file. */
final class OpenClipLayout implements CheckpointLayout {
  private static final String CONFIG = "open_clip_config.json";
  private static final Set<String> READ =
      Set.of("embed_dim", "vision_cfg", "text_cfg", "quick_gelu", "custom_text");

  /** Values of the loss, which a vector does not depend on. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.of(
          // Of the network that writes captions.
          "multimodal_cfg",
          Set.of(),
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
  public Checkpoint read(ModelDirectory directory, @Nullable String language) {
    JsonConfig file = JsonConfig.read(directory.file(CONFIG));
    TensorSource tensors = WeightFiles.openOrLone(directory, files().weights());
    Weights weights = new Weights(tensors, Weights.Naming.asIs());
    Towers towers = towers(file, directory, weights);
    weights.requireNoneLeft(IgnoredTensors::contain);
    return new Checkpoint(
        towers.image,
        towers.text.tower(),
        OpenClipPreprocessing.read(file, towers.image.imageSize()),
        OpenClipTokenizers.open(
            file.object("model_cfg").object("text_cfg"), directory, towers.text, language),
        weights,
        towers.dimension);
  }

  /** Both networks of a configuration, and how many numbers their vectors have. */
  record Towers(ImageTower image, OpenClipText.Read text, int dimension) {}

  /**
   * The networks.
   *
   * @param file all of the configuration
   * @param directory that may hold sizes of a text model
   */
  static Towers towers(JsonConfig file, ModelDirectory directory, Weights weights) {
    JsonConfig model = file.object("model_cfg");
    model.requireDefaults(READ, NEUTRAL);
    boolean quickGelu = model.flag("quick_gelu", false);
    int dimension = model.size("embed_dim", weights.largest());
    return new Towers(
        OpenClipVision.read(
            model.object("vision_cfg"),
            OpenClipVision.sizes(file),
            weights.in("visual"),
            dimension,
            quickGelu),
        OpenClipText.read(
            file, model.object("text_cfg"), directory, textScope(weights), dimension, quickGelu),
        dimension);
  }

  /**
   * Text weights lie at the root, or below "text" where the model is one of OpenCLIP's "custom".
   */
  private static Weights textScope(Weights weights) {
    return weights.has("positional_embedding") ? weights : weights.in("text");
  }
}
