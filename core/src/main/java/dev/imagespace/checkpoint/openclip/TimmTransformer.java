package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.block.BlockOption;
import dev.imagespace.tower.block.TransformerBlock.Norm;
import dev.imagespace.tower.vision.Head;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.MobileStem;
import dev.imagespace.tower.vision.PatchRotation;
import dev.imagespace.tower.vision.Pooling;
import dev.imagespace.tower.vision.Stem;
import dev.imagespace.tower.vision.VisionTransformer;
import dev.imagespace.tower.vision.VisionTransformer.Config.Positions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * timm's VisionTransformer and Eva by the names and defaults of their arguments. A SigLIP is one
 * without a class token, pooled by a learnt row; ViTamin has another stem and MLP; PE and EVA-02
 * turn queries and keys by their place.
 */
final class TimmTransformer {
  private static final Set<String> ANY = Set.of();
  private static final Set<String> READ =
      Set.of(
          "patch_size",
          "embed_dim",
          "depth",
          "num_heads",
          "mlp_ratio",
          "class_token",
          "no_embed_class",
          "pos_embed",
          "pre_norm",
          "use_pre_transformer_norm",
          "global_pool",
          "act_layer",
          "norm_eps",
          "conv_stem_channels",
          "embed_cfg",
          "qkv_fused",
          "swiglu_mlp",
          "scale_mlp",
          "scale_attn_inner",
          "use_post_norm",
          "use_rot_pos_emb",
          "ref_feat_shape",
          "rope_grid_offset",
          "rope_grid_indexing",
          "attn_type",
          "attn_pool_num_heads",
          "attn_pool_mlp_ratio");

  private final JsonConfig args;
  private final Weights weights;
  private final ImageSize size;
  private final boolean eva;
  private final boolean vitamin;
  private final int width;

  TimmTransformer(JsonConfig args, Weights weights, ImageSize size) {
    args.requireDefaults(READ, Map.of("kind", ANY, "img_size", ANY));
    this.args = args;
    this.weights = weights;
    this.size = size;
    this.eva = args.text("kind", "").equals("eva");
    this.vitamin = args.text("kind", "").equals("vitamin");
    this.width = args.size("embed_dim", weights.largest());
  }

  /**
   * What is pooled by: where the classifier is the network's own, it was built to be pooled as
   * vision_cfg says; else it may only be told so afterwards, and its norms stay where they are.
   */
  String pool(JsonConfig vision, boolean ownHead) {
    String asked = vision.text("timm_pool", "avg");
    String pool = asked.isEmpty() && !ownHead ? builtPool(asked, false) : asked;
    boolean known = Set.of("token", "avg").contains(pool) && !(pool.equals("token") && !hasClass());
    boolean latent = pool.equals("map") && (ownHead || builtPool(asked, false).equals("map"));
    if (!known && !latent) {
      throw vision.invalid("timm_pool", "is not supported for this network: 'token', 'avg', 'map'");
    }
    return pool;
  }

  private String builtPool(String asked, boolean ownHead) {
    return ownHead ? asked : args.text("global_pool", vitamin ? "avg" : "token");
  }

  /** The last norm stands behind the pooling where a network is built to be pooled by a mean. */
  private boolean normBehind(String pool, boolean ownHead) {
    return builtPool(pool, ownHead).equals("avg");
  }

  private boolean hasClass() {
    return args.flag("class_token", !vitamin);
  }

  private boolean isSplit() {
    return !args.flag("qkv_fused", true);
  }

  TimmNames names(String head, String pool, boolean ownHead) {
    String norm = normBehind(pool, ownHead) ? "trunk.fc_norm" : "trunk.norm";
    return new TimmNames(head, norm, isSplit(), vitamin);
  }

  VisionTransformer.Config config(String pool, boolean ownHead, Head head, int dimension) {
    boolean classToken = hasClass();
    boolean normPre = args.flag(eva ? "use_pre_transformer_norm" : "pre_norm", false);
    BlockConfig block = block();
    return new VisionTransformer.Config(
        size,
        stem(!normPre),
        classToken,
        positions(),
        normPre,
        args.size("depth", weights.count()),
        block,
        args.flag("use_post_norm", false) ? Norm.BRANCH : Norm.BEFORE,
        rotation(),
        pooling(pool, normBehind(pool, ownHead), block),
        head,
        dimension);
  }

  private Stem stem(boolean biased) {
    if (vitamin) {
      JsonConfig cells = args.object("embed_cfg");
      List<Integer> widths = cells.sizes("embed_dim", 3, weights.largest());
      List<Integer> depths = cells.sizes("depths", 3, weights.count());
      int stemWidth = cells.size("stem_width", weights.largest());
      return new MobileStem(stemWidth, widths.subList(0, 2), depths.subList(0, 2));
    }
    if (args.has("conv_stem_channels")) {
      return new Stem.Convolutions(args.sizes("conv_stem_channels", 3, weights.largest()));
    }
    int most = Math.min(size.height(), size.width());
    return new Stem.Patches(args.size("patch_size", 16, most), biased);
  }

  private Positions positions() {
    if (args.text("pos_embed", "learn").equals("none")) {
      return Positions.NONE;
    }
    return args.flag("no_embed_class", false) ? Positions.OF_PATCHES : Positions.OF_ALL;
  }

  private BlockConfig block() {
    Set<BlockOption> options = EnumSet.noneOf(BlockOption.class);
    boolean gated = args.flag("swiglu_mlp", false);
    if (vitamin) {
      options.addAll(Set.of(BlockOption.GATED_MLP, BlockOption.MLP_NORM));
    }
    if (gated) {
      options.add(BlockOption.GATED_MLP);
    }
    if (args.flag("scale_mlp", false)) {
      options.add(BlockOption.HIDDEN_NORM);
    }
    if (args.flag("scale_attn_inner", false)) {
      options.add(BlockOption.INNER_NORM);
    }
    if (eva && args.text("attn_type", "eva").equals("eva")) {
      options.add(BlockOption.NO_KEY_BIAS);
    }
    return new BlockConfig(
            width,
            args.heads("num_heads", 12, width),
            args.multiple("mlp_ratio", vitamin ? 2 : 4, width, weights.largest()),
            gated ? Activation.SILU : activation(),
            args.epsilon("norm_eps", 1e-6))
        .with(options);
  }

  private Activation activation() {
    return switch (args.text("act_layer", "gelu")) {
      case "gelu" -> Activation.GELU;
      case "gelu_tanh" -> Activation.GELU_TANH;
      default -> throw args.invalid("act_layer", "is not supported: 'gelu', 'gelu_tanh'");
    };
  }

  private @Nullable PatchRotation rotation() {
    if (!args.flag("use_rot_pos_emb", false)) {
      return null;
    }
    List<Integer> grid = args.sizes("ref_feat_shape", 2, weights.largest());
    return new PatchRotation(
        grid.get(0),
        grid.get(1),
        args.number("rope_grid_offset", 0, -1e6, 1e6),
        args.text("rope_grid_indexing", "ij").equals("xy"));
  }

  private Pooling pooling(String pool, boolean normBehind, BlockConfig block) {
    return switch (pool) {
      case "token" -> new Pooling.ClassToken();
      case "avg" -> new Pooling.Mean(normBehind);
      default ->
          new Pooling.Latent(
              args.heads("attn_pool_num_heads", block.heads(), width),
              args.has("attn_pool_mlp_ratio")
                  ? args.multiple("attn_pool_mlp_ratio", 4, width, weights.largest())
                  : block.mlpWidth());
    };
  }
}
