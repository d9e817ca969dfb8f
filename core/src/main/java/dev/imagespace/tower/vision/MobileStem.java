package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.ChannelNorm;
import dev.imagespace.tower.block.Convolution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first two of ViTamin's three stages (Chen et al. 2024): inverted bottlenecks with layer norms
 * in front, each stage at half the resolution of what comes in.
 *
 * @param stemWidth channels behind the first two convolutions
 * @param widths channels of both stages
 * @param depths blocks of both stages
 */
public record MobileStem(int stemWidth, List<Integer> widths, List<Integer> depths)
    implements Stem {
  private static final double EPSILON = 1e-6;
  private static final int EXPANSION = 4;

  public MobileStem {
    widths = List.copyOf(widths);
    depths = List.copyOf(depths);
  }

  /** A half by the first convolution, each of the two stages, and the last one. */
  @Override
  public int reduction() {
    return 16;
  }

  /** Every step rounds up. */
  @Override
  public int cells(int pixels) {
    return (pixels + reduction() - 1) / reduction();
  }

  @Override
  public CanonicalText canonical() {
    return CanonicalText.of("mobile-blocks")
        .with("stem", stemWidth)
        .with("widths", widths.toString())
        .with("depths", depths.toString());
  }

  @Override
  public Layer layer(Weights weights, int width) {
    Weights stem = weights.in("stem");
    Convolution first = Convolution.of(stem.in("conv1"), 3, stemWidth, 3, 2, 1);
    ChannelNorm norm = ChannelNorm.of(stem.in("norm1"), stemWidth, EPSILON);
    Convolution second = Convolution.of(stem.in("conv2"), stemWidth, stemWidth, 3, 1, 1);
    List<Block> blocks = new ArrayList<>();
    int in = stemWidth;
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int i = 0; i < depths.get(stage); i++) {
        Weights block = weights.in("stem.stages." + stage + "." + i);
        blocks.add(Block.of(block, in, widths.get(stage), i == 0 ? 2 : 1));
        in = widths.get(stage);
      }
    }
    ChannelNorm lastNorm = ChannelNorm.of(stem.in("pool.norm"), in, EPSILON);
    Convolution last = Convolution.of(stem.in("pool.proj"), in, width, 3, 2, 1);
    return (ops, pixels) -> {
      Tensor x = ops.activate(Activation.GELU, norm.forward(ops, first.forward(ops, pixels)));
      x = second.forward(ops, x);
      for (Block block : blocks) {
        x = block.forward(ops, x);
      }
      return last.forward(ops, lastNorm.forward(ops, x));
    };
  }

  /**
   * timm's MbConvLNBlock.
   *
   * @param shortcut of a block that changes the width
   */
  private record Block(
      int stride,
      @Nullable Convolution shortcut,
      ChannelNorm norm,
      Convolution expand,
      Convolution depthwise,
      Convolution project) {

    static Block of(Weights weights, int in, int out, int stride) {
      int wide = EXPANSION * out;
      String shortcut = stride > 1 ? "shortcut.expand" : "shortcut";
      return new Block(
          stride,
          in == out ? null : Convolution.of(weights.in(shortcut), in, out, 1, 1, 1),
          ChannelNorm.of(weights.in("pre_norm"), in, EPSILON),
          Convolution.of(weights.in("conv1_1x1"), in, wide, 1, 1, 1),
          Convolution.of(weights.in("conv2_kxk"), wide, wide, 3, stride, wide),
          Convolution.of(weights.in("conv3_1x1"), wide, out, 1, 1, 1));
    }

    Tensor forward(Ops ops, Tensor x) { // (B, in, H, W) → (B, out, H/stride, W/stride)
      return ops.scope(
          () -> {
            Tensor way = stride > 1 ? ops.averagePool2d(x, 3, stride, 1) : x;
            way = shortcut == null ? way : shortcut.forward(ops, way);
            Tensor y = expand.forward(ops, norm.forward(ops, x));
            y = depthwise.forward(ops, ops.activate(Activation.GELU, y));
            y = project.forward(ops, ops.activate(Activation.GELU, y));
            return ops.add(y, way);
          });
    }
  }
}
