package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.vision.ConvNeXt;
import dev.imagespace.tower.vision.EfficientNetLite;
import dev.imagespace.tower.vision.FastVit;
import dev.imagespace.tower.vision.Head;
import dev.imagespace.tower.vision.ImageTower;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import dev.imagespace.tower.vision.VisionTransformer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network of timm in vision_cfg, by its name. Its sizes are in {@code timm-models.json}; {@code
 * fixture_arch.timm_model_args} beside model_cfg replaces some, under timm's own names of its
 * arguments: that is how sizes that nobody published are loaded.
 */
final class TimmVision {
  private static final String NAME = "timm_model_name";
  private static final String PROJECTION = "timm_proj";
  private static final Set<String> ANY = Set.of();
  private static final Set<String> READ =
      Set.of("image_size", NAME, "timm_pool", PROJECTION, "timm_proj_bias");
  private static final Map<String, Set<String>> NEUTRAL =
      Map.of(
          "timm_model_pretrained", ANY,
          "timm_drop", ANY,
          "timm_drop_path", ANY,
          "patch_dropout", ANY,
          "output_tokens", ANY);

  private static final JsonConfig MODELS =
      JsonConfig.resource(TimmVision.class, "timm-models.json");

  private final JsonConfig config;
  private final JsonConfig args;
  private final Weights weights;
  private final ImageSize size;
  private final int dimension;

  private TimmVision(
      JsonConfig config, JsonConfig args, Weights weights, ImageSize size, int dimension) {
    this.config = config;
    this.args = args;
    this.weights = weights;
    this.size = size;
    this.dimension = dimension;
  }

  static ImageTower read(
      JsonConfig config,
      @Nullable JsonConfig sizes,
      Weights weights,
      ImageSize size,
      int dimension) {
    config.requireDefaults(READ, NEUTRAL);
    String name = config.text(NAME, "none");
    if (!MODELS.hasObject(name)) {
      throw config.invalid(
          NAME, "is not supported. These are: " + String.join(", ", MODELS.objects()));
    }
    JsonConfig published = MODELS.object(name);
    JsonConfig args = sizes == null ? published : published.replacedBy(sizes);
    if (sizes != null) {
      requireSize(sizes, size);
    }
    return new TimmVision(config, args, weights, size, dimension).tower();
  }

  /** timm's networks are made for one size of pictures, which OpenCLIP only repeats. */
  private static void requireSize(JsonConfig sizes, ImageSize size) {
    if (sizes.has("img_size")
        && !sizes.sides("img_size", 1).equals(List.of(size.height(), size.width()))) {
      throw sizes.invalid(
          "img_size", "is not the image_size, %d×%d".formatted(size.height(), size.width()));
    }
  }

  private ImageTower tower() {
    String kind = args.text("kind", "none");
    return switch (kind) {
      case "vit", "eva", "vitamin" -> transformer();
      case "convnext" -> convNeXt();
      case "fastvit" -> fastVit();
      case "efficientnet_lite0" -> efficientNetLite();
      default -> throw args.invalid("kind", "is not known");
    };
  }

  private ImageTower transformer() {
    TimmTransformer network = new TimmTransformer(args, weights, size);
    boolean own = isOwnHead();
    String pool = network.pool(config, own);
    return new VisionTransformer(
        weights.named(network.names(headName(own ? "trunk.head" : "head.proj"), pool, own)),
        network.config(pool, own, head(), dimension));
  }

  private ImageTower convNeXt() {
    args.requireDefaults(
        Set.of("depths", "dims", "norm_eps"), Map.of("kind", ANY, "img_size", ANY));
    requireMean();
    return new ConvNeXt(
        weights.named(TimmNames.ofConvolutions(headName("trunk.head.fc"))),
        new ConvNeXt.Config(
            size,
            args.sizes("depths", weights.count()),
            args.sizes("dims", weights.largest()),
            args.epsilon("norm_eps", 1e-6),
            head(),
            dimension));
  }

  private ImageTower fastVit() {
    args.requireDefaults(
        Set.of(
            "layers",
            "embed_dims",
            "mlp_ratios",
            "token_mixers",
            "se_downsamples",
            "norm_layer",
            "stem_use_scale_branch"),
        Map.of("kind", ANY, "img_size", ANY));
    requireMean();
    return new FastVit(
        weights.named(TimmNames.ofConvolutions(headName("trunk.head.fc"))),
        TimmFastVit.config(args, weights, size, head(), dimension));
  }

  private ImageTower efficientNetLite() {
    args.requireDefaults(Set.of(), Map.of("kind", ANY, "img_size", ANY));
    requireMean();
    return new EfficientNetLite(
        weights.named(TimmNames.ofConvolutions(headName("trunk.classifier"))),
        size,
        head(),
        dimension);
  }

  /** Networks of convolutions take the mean of their map, whether they are told to or not. */
  private void requireMean() {
    String pool = config.text("timm_pool", "avg");
    if (!pool.equals("avg") && (isOwnHead() || !pool.isEmpty())) {
      throw config.invalid("timm_pool", "is not supported for this network; 'avg' is");
    }
  }

  /** Whether the vector comes from the network's own classifier, if from any. */
  private boolean isOwnHead() {
    return !Set.of("linear", "mlp").contains(projection());
  }

  private String projection() {
    return config.text(PROJECTION, config.isNull(PROJECTION) ? "" : "linear");
  }

  private Head head() {
    boolean biased = config.flag("timm_proj_bias", false);
    return switch (projection()) {
      case "linear" -> biased ? Head.BIASED : Head.PLAIN;
      case "mlp" -> biased ? Head.BIASED_MLP : Head.MLP;
      case "none" -> Head.NONE;
      case "" -> Head.BIASED;
      default ->
          throw config.invalid(PROJECTION, "is not known: 'linear', 'mlp', 'none' and null are");
    };
  }

  private String headName(String own) {
    return switch (projection()) {
      case "linear" -> "head.proj";
      case "mlp" -> "head.mlp";
      default -> own;
    };
  }
}
