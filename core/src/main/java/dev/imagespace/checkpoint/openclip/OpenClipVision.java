package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.block.TransformerBlock.Norm;
import dev.imagespace.tower.vision.Head;
import dev.imagespace.tower.vision.ImageTower;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.ModifiedResNet;
import dev.imagespace.tower.vision.Pooling;
import dev.imagespace.tower.vision.Stem;
import dev.imagespace.tower.vision.VisionTransformer;
import dev.imagespace.tower.vision.VisionTransformer.Config.Positions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** vision_cfg of an OpenCLIP configuration, with the defaults of its CLIPVisionCfg. */
public final class OpenClipVision {
  private static final Set<String> ANY = Set.of();

  /** Behind the stem; the last stage has 32 times as many. */
  private static final int MOST_CHANNELS = 1 << 16;

  private static final Set<String> READ =
      Set.of(
          "image_size",
          "layers",
          "width",
          "head_width",
          "mlp_ratio",
          "patch_size",
          "ls_init_value",
          "attentional_pool",
          "attn_pooler_queries",
          "attn_pooler_heads",
          "no_ln_pre",
          "final_ln_after_pool",
          "pool_type",
          "act_kwargs",
          "norm_kwargs",
          "qk_norm",
          "scale_heads",
          "scale_attn_inner",
          "scale_attn",
          "scale_fc");

  /** Values that leave the network as it is; patch dropout is for training alone. */
  private static final Map<String, Set<String>> NEUTRAL =
      Map.of(
          "patch_dropout",
          ANY,
          // Stored, whether they were learnt or not.
          "pos_embed_type",
          Set.of("\"learnable\"", "\"sin_cos_2d\""),
          "output_tokens",
          ANY,
          "global_average_pool",
          Set.of("false"),
          "block_type",
          Set.of("\"default\"", "\"custom\""),
          "scaled_cosine_attn",
          Set.of("false"));

  private OpenClipVision() {}

  /**
   * Sizes that replace those which the name of a network of timm stands for: how networks are
   * loaded that nobody published. OpenCLIP itself leaves the key alone.
   */
  public static @Nullable JsonConfig sizes(JsonConfig file) {
    if (!file.hasObject("fixture_arch")) {
      return null;
    }
    JsonConfig all = file.object("fixture_arch");
    all.requireDefaults(Set.of("timm_model_args", "hf_text_config"), Map.of());
    return all.hasObject("timm_model_args") ? all.object("timm_model_args") : null;
  }

  /**
   * The tower.
   *
   * @param sizes that replace those of a network of timm, if there are any
   */
  public static ImageTower read(
      JsonConfig config,
      @Nullable JsonConfig sizes,
      Weights weights,
      int dimension,
      boolean quickGelu) {
    if (config.has("timm_model_name")) {
      return TimmVision.read(config, sizes, weights, imageSize(config), dimension);
    }
    config.requireDefaults(READ, NEUTRAL);
    if (config.isList("layers")) {
      return resNet(config, weights, dimension);
    }
    VisionTransformer.Config network = transformer(config, weights, dimension, quickGelu);
    Weights fitting =
        ResizedPositions.in(weights, network.rows(), network.columns(), network.block().width());
    return new VisionTransformer(fitting, network);
  }

  private static VisionTransformer.Config transformer(
      JsonConfig config, Weights weights, int dimension, boolean quickGelu) {
    int width = config.size("width", 768, weights.largest());
    BlockConfig block =
        new BlockConfig(
                width,
                heads(config, width),
                config.multiple("mlp_ratio", 4, width, weights.largest()),
                BlockSettings.activation(config, quickGelu),
                BlockSettings.epsilon(config))
            .with(BlockSettings.options(config));
    ImageSize size = imageSize(config);
    int patch = config.size("patch_size", 16, Math.min(size.height(), size.width()));
    return new VisionTransformer.Config(
        size,
        new Stem.Patches(patch, false),
        true,
        Positions.OF_ALL,
        !config.flag("no_ln_pre", false),
        config.size("layers", 12, weights.count()),
        block,
        Norm.BEFORE,
        null,
        pooling(config, weights, dimension),
        Head.PLAIN,
        dimension);
  }

  private static Pooling pooling(JsonConfig config, Weights weights, int dimension) {
    String type = config.text("pool_type", "tok");
    if (!Set.of("tok", "avg").contains(type)) {
      throw config.invalid("pool_type", "is not supported: 'tok' and 'avg' are");
    }
    if (!Set.of("null", "false", "\"\"").contains(config.raw("attentional_pool"))) {
      if (!config.raw("attentional_pool").equals("true") || !type.equals("tok")) {
        throw config.invalid(
            "attentional_pool", "is not supported: true is, with the pool_type 'tok'");
      }
      return new Pooling.Queries(
          config.size("attn_pooler_queries", 256, weights.largest()),
          config.heads("attn_pooler_heads", 8, dimension),
          dimension);
    }
    boolean normBehind = config.flag("final_ln_after_pool", false);
    return type.equals("tok") ? new Pooling.ClassToken() : new Pooling.Mean(normBehind);
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

  private static ImageSize imageSize(JsonConfig config) {
    List<Integer> sides = config.sides("image_size", 224);
    InputLimits.requirePicture(config, "image_size", sides.get(0), sides.get(1));
    return new ImageSize(sides.get(0), sides.get(1));
  }
}
