package dev.imagespace.checkpoint.huggingface;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.text.PooledToken;
import dev.imagespace.tower.text.TextTransformer;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.VisionTransformer;

/**
 * The towers of a config.json of transformers' CLIPModel. It leaves out what is a default of
 * CLIPConfig: the defaults here are those.
 */
public final class HuggingFaceClip {
  private static final int LEGACY_END_OF_TEXT = 2;

  private HuggingFaceClip() {}

  /**
   * The object of a tower. Where an old file has one that ends in {@code _dict} as well, it counts
   * alone, with its defaults: CLIPConfig writes it over the other.
   *
   * @param name text_config or vision_config
   */
  public static JsonConfig tower(JsonConfig config, String name) {
    String old = name + "_dict";
    return config.objectOrEmpty(config.has(old) ? old : name);
  }

  public static VisionTransformer.Config vision(JsonConfig config, Weights weights, int dimension) {
    requireType(config, "clip_vision_model");
    int side = config.size("image_size", 224, InputLimits.MOST_PIXELS_OF_A_SIDE);
    InputLimits.requirePicture(config, "image_size", side, side);
    int width = config.size("hidden_size", 768, weights.largest());
    VisionTransformer.Config vision =
        new VisionTransformer.Config(
            new ImageSize(side, side),
            config.size("patch_size", 32, side),
            config.size("num_hidden_layers", 12, weights.count()),
            block(config, weights, width, 12, 3072),
            dimension);
    config.requireKnown(NeutralKeys.of("clip vision"));
    return vision;
  }

  public static TextTransformer.Config text(JsonConfig config, Weights weights, int dimension) {
    requireType(config, "clip_text_model");
    int width = config.size("hidden_size", 512, weights.largest());
    int vocabulary = config.size("vocab_size", 49408, weights.largest());
    int positions = config.size("max_position_embeddings", 77, weights.largest());
    InputLimits.requireText(config, "max_position_embeddings", positions);
    int end = config.integer("eos_token_id", 49407, 0, vocabulary - 1);
    TextTransformer.Config text =
        new TextTransformer.Config(
            positions,
            vocabulary,
            config.size("num_hidden_layers", 12, weights.count()),
            block(config, weights, width, 8, 2048),
            dimension,
            end == LEGACY_END_OF_TEXT ? PooledToken.largestId() : PooledToken.of(end));
    config.requireKnown(NeutralKeys.of("clip text"));
    return text;
  }

  private static void requireType(JsonConfig config, String type) {
    if (!config.text("model_type", type).equals(type)) {
      throw config.invalid("model_type", "must be '" + type + "', of which a CLIP is made");
    }
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
      case "gelu", "gelu_python" -> Activation.GELU;
      case "relu" -> Activation.RELU;
      default ->
          throw config.invalid("hidden_act", "is not a known activation: quick_gelu, gelu, relu");
    };
  }
}
