package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.vision.EfficientNetLite;
import dev.imagespace.tower.vision.ImageTower;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.ModifiedResNet;
import dev.imagespace.tower.vision.VisionTransformer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** vision_cfg of an OpenCLIP configuration, with the defaults of its CLIPVisionCfg. */
public final class OpenClipVision {
  private static final double EPSILON = 1e-5;
  private static final Set<String> ANY = Set.of();

  /** Behind the stem; the last stage has 32 times as many. */
  private static final int MOST_CHANNELS = 1 << 16;

  private static final Set<String> READ =
      Set.of("image_size", "layers", "width", "head_width", "mlp_ratio", "patch_size");

  /** Values that leave the standard network as it is; patch dropout is for training alone. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.ofEntries(
          Map.entry("ls_init_value", Set.of("null")),
          Map.entry("patch_dropout", ANY),
          Map.entry("attentional_pool", Set.of("false", "\"\"")),
          Map.entry("attn_pooler_queries", ANY),
          Map.entry("attn_pooler_heads", ANY),
          Map.entry("no_ln_pre", Set.of("false")),
          Map.entry("pos_embed_type", Set.of("\"learnable\"")),
          Map.entry("final_ln_after_pool", Set.of("false")),
          Map.entry("pool_type", Set.of("\"tok\"")),
          Map.entry("output_tokens", ANY),
          Map.entry("global_average_pool", Set.of("false")));

  private static final Set<String> READ_TIMM =
      Set.of("image_size", "timm_model_name", "timm_pool", "timm_proj", "timm_proj_bias");
  private static final Map<String, Set<String>> NEUTRAL_TIMM =
      Map.of("timm_model_pretrained", ANY, "timm_drop", ANY, "timm_drop_path", ANY);

  private OpenClipVision() {}

  public static ImageTower read(
      JsonConfig config, Weights weights, int dimension, boolean quickGelu) {
    if (config.has("timm_model_name")) {
      return timm(config, weights, dimension);
    }
    config.requireDefaults(READ, NEUTRAL);
    return config.isList("layers")
        ? resNet(config, weights, dimension)
        : transformer(config, weights, dimension, quickGelu);
  }

  private static ImageTower transformer(
      JsonConfig config, Weights weights, int dimension, boolean quickGelu) {
    int width = config.size("width", 768, weights.largest());
    BlockConfig block =
        new BlockConfig(
            width,
            heads(config, width),
            config.multiple("mlp_ratio", 4, width, weights.largest()),
            quickGelu ? Activation.QUICK_GELU : Activation.GELU,
            EPSILON);
    ImageSize size = imageSize(config);
    return new VisionTransformer(
        weights,
        new VisionTransformer.Config(
            size,
            config.size("patch_size", 16, Math.min(size.height(), size.width())),
            config.size("layers", 12, weights.count()),
            block,
            dimension));
  }

  private static ImageTower resNet(JsonConfig config, Weights weights, int dimension) {
    List<Integer> layers = config.sizes("layers", 4, weights.count());
    int width = config.size("width", 64, Math.min(weights.largest(), MOST_CHANNELS));
    if (width % 2 != 0) {
      throw config.invalid("width", "is odd, and half of it are the channels of the stem");
    }
    int heads = heads(config, width * 32);
    return new ModifiedResNet(
        weights, new ModifiedResNet.Config(imageSize(config), layers, width, heads, dimension));
  }

  /** As many as fit, as OpenCLIP has it; they must share the width out among them. */
  private static int heads(JsonConfig config, int width) {
    int heads = width / config.size("head_width", 64, width);
    if (heads == 0 || width % heads != 0) {
      throw config.invalid(
          "head_width", "makes %d heads, which do not divide %d".formatted(heads, width));
    }
    return heads;
  }

  private static ImageTower timm(JsonConfig config, Weights weights, int dimension) {
    config.requireDefaults(READ_TIMM, NEUTRAL_TIMM);
    require(config, "timm_model_name", "tf_efficientnet_lite0");
    require(config, "timm_pool", "avg");
    require(config, "timm_proj", "mlp");
    if (!config.flag("timm_proj_bias", false)) {
      throw config.invalid("timm_proj_bias", "is not supported for this network: it must be true");
    }
    return new EfficientNetLite(weights, imageSize(config), dimension);
  }

  private static void require(JsonConfig config, String key, String supported) {
    if (!config.text(key, "none").equals(supported)) {
      throw config.invalid(key, "is not supported; '%s' is".formatted(supported));
    }
  }

  private static ImageSize imageSize(JsonConfig config) {
    List<Integer> sides = config.sides("image_size", 224);
    InputLimits.requirePicture(config, "image_size", sides.get(0), sides.get(1));
    return new ImageSize(sides.get(0), sides.get(1));
  }
}
