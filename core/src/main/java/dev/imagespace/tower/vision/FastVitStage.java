package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.FoldedNorm;
import dev.imagespace.tower.block.SqueezeExcite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stage of {@link FastVit}: a smaller map, positions where it attends, and blocks. */
final class FastVitStage {
  private static final int KERNEL = 7;

  private final @Nullable Smaller smaller;
  private final @Nullable Convolution positions;
  private final List<Block> blocks = new ArrayList<>();

  /** A block of either kind. */
  @FunctionalInterface
  interface Block {
    Tensor forward(Ops ops, Tensor x, int height, int width); // (B, C, H, W)
  }

  /** A large window at every other cell, and a convolution of one cell. */
  private record Smaller(Convolution large, @Nullable SqueezeExcite excite, Convolution mix) {
    Tensor forward(Ops ops, Tensor x, Dim cells) { // (B, in, H, W) → (B, C, H/2, W/2)
      Tensor y = large.forward(ops, x);
      y = ops.activate(Activation.GELU, excite == null ? y : excite.forward(ops, y, cells));
      return ops.activate(Activation.GELU, mix.forward(ops, y));
    }
  }

  FastVitStage(Weights weights, FastVit.Config config, int stage, int in) {
    int channels = config.widths().get(stage);
    int hidden = (int) (channels * config.mlpRatio());
    boolean attends = config.attends(stage);
    this.smaller =
        stage == 0
            ? null
            : smaller(
                weights.in("downsample.proj"), in, channels, config.exciting().contains(stage));
    this.positions =
        attends
            ? Convolution.of(weights.in("pos_emb.pos_enc"), channels, channels, KERNEL, 1, channels)
            : null;
    for (int i = 0; i < config.depths().get(stage); i++) {
      Weights block = weights.in("blocks." + i);
      blocks.add(
          attends
              ? new FastVitAttention(block, channels, hidden, config.layerNorms())::forward
              : new FastVitMixer(block, channels, hidden)::forward);
    }
  }

  private static Smaller smaller(Weights weights, int in, int out, boolean excites) {
    Weights large = weights.in("0");
    return new Smaller(
        new FoldedNorm(in, out, KERNEL, in, MobileOne.EPSILON)
            .convolution(large.in("large_conv"), KERNEL)
            .convolution(large.in("small_conv"), 3)
            .into(large, 2, KERNEL / 2),
        excites ? SqueezeExcite.of(large.in("se"), out, reduced(out)) : null,
        MobileOne.of(weights.in("1"), out, out, 1, 1, 1, false));
  }

  /** A quarter, as a multiple of eight. */
  private static int reduced(int channels) {
    return Math.max((channels / 4 + 4) / 8, 1) * 8;
  }

  boolean isSmaller() {
    return smaller != null;
  }

  /**
   * The stage's map of the map before.
   *
   * @param height of the result
   * @param width of the result
   */
  Tensor forward(Ops ops, Tensor map, int height, int width) {
    Dim cells = Dim.of((long) height * width);
    Tensor x = smaller == null ? map : smaller.forward(ops, map, cells);
    x = positions == null ? x : ops.add(x, positions.forward(ops, x));
    for (Block block : blocks) {
      Tensor in = x;
      x = ops.scope(() -> block.forward(ops, in, height, width));
    }
    return x;
  }
}
