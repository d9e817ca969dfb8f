package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.SqueezeExcite;
import java.util.ArrayList;
import java.util.List;

/**
 * FastViT (Vasu et al. 2023) as MobileCLIP has it (Vasu et al. 2024) and timm builds it: stages of
 * convolutions, and of attention where maps are small. It was trained with several convolutions in
 * place of each one, which are added up when the weights are read.
 */
public final class FastVit implements ImageTower {

  private final Config config;
  private final List<Convolution> stem;
  private final List<FastVitStage> stages = new ArrayList<>();
  private final Convolution last;
  private final SqueezeExcite excite;
  private final Head.Layer head;

  /**
   * Sizes of the network.
   *
   * @param depths blocks in each stage
   * @param widths channels of each stage
   * @param mlpRatio of a block's hidden channels to its channels
   * @param attending stages at the end whose blocks have attention
   * @param exciting stages that weigh their channels when they make the map smaller
   * @param layerNorms whether attention has layer norms in front, and not batch norms
   * @param stemScales whether the stem was trained with a convolution of one cell as well
   * @param dimension of the vectors
   */
  public record Config(
      ImageSize imageSize,
      List<Integer> depths,
      List<Integer> widths,
      double mlpRatio,
      int attending,
      List<Integer> exciting,
      boolean layerNorms,
      boolean stemScales,
      Head head,
      int dimension) {

    public Config {
      depths = List.copyOf(depths);
      widths = List.copyOf(widths);
      exciting = List.copyOf(exciting);
      if (depths.size() != widths.size()) {
        throw new IllegalArgumentException(
            "%d stages have blocks, and %d have channels".formatted(depths.size(), widths.size()));
      }
    }

    boolean attends(int stage) {
      return stage >= depths.size() - attending;
    }
  }

  public FastVit(Weights weights, Config config) {
    Weights trunk = weights.in("trunk");
    int first = config.widths.get(0);
    int out = 2 * config.widths.get(config.widths.size() - 1);
    this.config = config;
    this.stem =
        List.of(
            MobileOne.of(trunk.in("stem.0"), 3, first, 3, 2, 1, config.stemScales),
            MobileOne.of(trunk.in("stem.1"), first, first, 3, 2, first, config.stemScales),
            MobileOne.of(trunk.in("stem.2"), first, first, 1, 1, 1, false));
    int in = first;
    for (int i = 0; i < config.widths.size(); i++) {
      stages.add(new FastVitStage(trunk.in("stages." + i), config, i, in));
      in = config.widths.get(i);
    }
    this.last = MobileOne.of(trunk.in("final_conv"), in, out, 3, 1, in, true);
    this.excite = SqueezeExcite.of(trunk.in("final_conv.se"), out, (out + 8) / 16);
    this.head = config.head.layer(weights, out, config.dimension);
  }

  @Override
  public ImageSize imageSize() {
    return config.imageSize;
  }

  @Override
  public String describe() {
    return "FastViT %s, channels %s".formatted(config.depths, config.widths);
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("fastvit")
        .with("image", config.imageSize.canonical())
        .withIntegers("depths", config.depths)
        .withIntegers("widths", config.widths)
        .with("mlp-ratio", config.mlpRatio)
        .with("attending", config.attending)
        .withIntegers("exciting", config.exciting)
        .with("norm", config.layerNorms ? "layer" : "batch")
        .with("stem", config.stemScales ? "scaled" : "plain")
        .with("head", config.head)
        .with("dimension", config.dimension);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    int height = halved(halved(config.imageSize.height()));
    int width = halved(halved(config.imageSize.width()));
    Tensor x = inputs.get("pixels");
    for (Convolution convolution : stem) {
      x = ops.activate(Activation.GELU, convolution.forward(ops, x));
    }
    for (FastVitStage stage : stages) {
      height = stage.isSmaller() ? halved(height) : height;
      width = stage.isSmaller() ? halved(width) : width;
      x = stage.forward(ops, x, height, width);
    }
    Dim cells = Dim.of((long) height * width);
    Tensor y = excite.forward(ops, last.forward(ops, x), cells);
    Tensor activated = ops.activate(Activation.GELU, y);
    Dim channels = Dim.of(last.weight().shape().get(0));
    return head.forward(ops, ops.mean(ops.reshape(activated, Dim.B, channels, cells), 2));
  }

  private static int halved(int size) {
    return (size + 1) / 2;
  }
}
