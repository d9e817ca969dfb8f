package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.ChannelNorm;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.LayerNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * ConvNeXt (Liu et al. 2022) as timm builds it: four stages, each at half the resolution of the one
 * before, and the mean of the last map.
 */
public final class ConvNeXt implements ImageTower {
  private static final int STEM = 4;

  private final Config config;
  private final Convolution stem;
  private final ChannelNorm stemNorm;
  private final List<Stage> stages = new ArrayList<>();
  private final LayerNorm norm;
  private final Head.Layer head;

  /**
   * Sizes of the network.
   *
   * @param depths blocks in each stage
   * @param widths channels of each stage
   * @param epsilon of the layer norms
   * @param dimension of the vectors
   */
  public record Config(
      ImageSize imageSize,
      List<Integer> depths,
      List<Integer> widths,
      double epsilon,
      Head head,
      int dimension) {

    public Config {
      depths = List.copyOf(depths);
      widths = List.copyOf(widths);
      if (depths.size() != widths.size()) {
        throw new IllegalArgumentException(
            "%d stages have blocks, and %d have channels".formatted(depths.size(), widths.size()));
      }
    }
  }

  /** A smaller map, but for the first stage, and blocks. */
  private record Stage(List<Downsample> smaller, List<ConvNeXtBlock> blocks) {}

  /** A norm and a convolution over windows of two cells of a side. */
  private record Downsample(ChannelNorm norm, Convolution convolution) {
    Tensor forward(Ops ops, Tensor x) { // (B, in, H, W) → (B, out, H/2, W/2)
      return convolution.forward(ops, norm.forward(ops, x));
    }
  }

  public ConvNeXt(Weights weights, Config config) {
    Weights trunk = weights.in("trunk");
    int in = config.widths.get(0);
    this.config = config;
    this.stem = Convolution.ofWindows(trunk.in("stem.0"), 3, in, STEM);
    this.stemNorm = ChannelNorm.of(trunk.in("stem.1"), in, config.epsilon);
    for (int i = 0; i < config.widths.size(); i++) {
      int out = config.widths.get(i);
      stages.add(stage(trunk.in("stages." + i), config.depths.get(i), i > 0, in, out));
      in = out;
    }
    this.norm = LayerNorm.of(trunk.in("head.norm"), in, config.epsilon);
    this.head = config.head.layer(weights, in, config.dimension);
  }

  private Stage stage(Weights weights, int depth, boolean smaller, int in, int out) {
    List<Downsample> downsample =
        smaller
            ? List.of(
                new Downsample(
                    ChannelNorm.of(weights.in("downsample.0"), in, config.epsilon),
                    Convolution.ofWindows(weights.in("downsample.1"), in, out, 2)))
            : List.of();
    List<ConvNeXtBlock> blocks = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      blocks.add(new ConvNeXtBlock(weights.in("blocks." + i), out, config.epsilon));
    }
    return new Stage(downsample, blocks);
  }

  @Override
  public ImageSize imageSize() {
    return config.imageSize;
  }

  @Override
  public String describe() {
    return "ConvNeXt %s, channels %s".formatted(config.depths, config.widths);
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("convnext")
        .with("image", config.imageSize.canonical())
        .withIntegers("depths", config.depths)
        .withIntegers("widths", config.widths)
        .with("epsilon", config.epsilon)
        .with("head", config.head)
        .with("dimension", config.dimension);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    int height = config.imageSize.height() / STEM;
    int width = config.imageSize.width() / STEM;
    Tensor x = stemNorm.forward(ops, stem.forward(ops, inputs.get("pixels")));
    for (Stage stage : stages) {
      for (Downsample smaller : stage.smaller) {
        x = smaller.forward(ops, x);
        height /= 2;
        width /= 2;
      }
      for (ConvNeXtBlock block : stage.blocks) {
        x = block.forward(ops, x, height, width);
      }
    }
    int channels = config.widths.get(config.widths.size() - 1);
    Tensor cells = ops.reshape(x, Dim.B, Dim.of(channels), Dim.of((long) height * width));
    return head.forward(ops, norm.forward(ops, ops.mean(cells, 2)));
  }
}
