package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BatchNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * The ResNet of CLIP (Radford et al. 2021, 2.4): a stem of three convolutions, average pooling in
 * front of strided convolutions, attention in place of the last pooling. ReLU throughout.
 */
public final class ModifiedResNet implements ImageTower {
  private static final double EPSILON = 1e-5;

  /** The resolution falls to a half in the stem twice and in three of the four stages. */
  private static final int REDUCTION = 32;

  private final Config config;
  private final List<Parameter> stem;
  private final List<BatchNorm> stemNorms;
  private final List<Bottleneck> blocks;
  private final AttentionPool2d pool;

  /**
   * Sizes of the network.
   *
   * @param layers blocks in each of the four stages
   * @param width channels behind the stem
   * @param heads of the attention pool
   * @param dimension of the vectors
   */
  public record Config(
      ImageSize imageSize, List<Integer> layers, int width, int heads, int dimension) {}

  public ModifiedResNet(Weights weights, Config config) {
    int width = config.width;
    this.config = config;
    this.stem =
        List.of(
            weights.get("conv1.weight", width / 2, 3, 3, 3),
            weights.get("conv2.weight", width / 2, width / 2, 3, 3),
            weights.get("conv3.weight", width, width / 2, 3, 3));
    this.stemNorms =
        List.of(
            BatchNorm.of(weights.in("bn1"), width / 2, EPSILON),
            BatchNorm.of(weights.in("bn2"), width / 2, EPSILON),
            BatchNorm.of(weights.in("bn3"), width, EPSILON));
    this.blocks = blocks(weights, config);
    int cells = (config.imageSize.height() / REDUCTION) * (config.imageSize.width() / REDUCTION);
    this.pool =
        new AttentionPool2d(
            weights.in("attnpool"), cells, width * REDUCTION, config.heads, config.dimension);
  }

  private static List<Bottleneck> blocks(Weights weights, Config config) {
    List<Bottleneck> blocks = new ArrayList<>();
    int in = config.width;
    for (int stage = 0; stage < config.layers.size(); stage++) {
      int planes = config.width << stage;
      for (int i = 0; i < config.layers.get(stage); i++) {
        Weights block = weights.in("layer" + (stage + 1) + "." + i);
        blocks.add(new Bottleneck(block, in, planes, i == 0 && stage > 0 ? 2 : 1));
        in = planes * Bottleneck.EXPANSION;
      }
    }
    return blocks;
  }

  @Override
  public ImageSize imageSize() {
    return config.imageSize;
  }

  @Override
  public String describe() {
    return "ResNet %s, width %d".formatted(config.layers, config.width);
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("modified-resnet")
        .with("image", config.imageSize.canonical())
        .withIntegers("layers", config.layers)
        .with("width", config.width)
        .with("heads", config.heads)
        .with("dimension", config.dimension);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Tensor x = ops.scope(() -> stem(ops, inputs.get("pixels")));
    for (Bottleneck block : blocks) {
      x = block.forward(ops, x);
    }
    return pool.forward(ops, x);
  }

  private Tensor stem(Ops ops, Tensor pixels) { // (B, 3, H, W) → (B, width, H/4, W/4)
    Tensor x = pixels;
    for (int i = 0; i < stem.size(); i++) {
      x = ops.conv2d(x, stem.get(i), null, i == 0 ? 2 : 1, 1, 1);
      x = ops.activate(Activation.RELU, stemNorms.get(i).forward(ops, x));
    }
    return ops.averagePool2d(x, 2, 2, 0);
  }
}
