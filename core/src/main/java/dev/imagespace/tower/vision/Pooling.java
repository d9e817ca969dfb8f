package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.block.LatentPool;
import dev.imagespace.tower.block.Pooler;
import dev.imagespace.tower.block.QueryPool;
import org.jspecify.annotations.Nullable;

/** How a {@link VisionTransformer} makes one row of its tokens'. */
public sealed interface Pooling {

  String name();

  /** With the weights; null where a row is picked. */
  @Nullable Pooler pooler(Weights weights, BlockConfig block, int prefix);

  /** Columns of the result. */
  default int width(BlockConfig block) {
    return block.width();
  }

  /** Whether the last layer norm stands behind it, and not before. */
  boolean normBehind();

  /** The row of the class token: CLIP. Norms are by row: whether before or behind is one. */
  record ClassToken() implements Pooling {
    @Override
    public String name() {
      return "";
    }

    @Override
    public @Nullable Pooler pooler(Weights weights, BlockConfig block, int prefix) {
      return null;
    }

    @Override
    public boolean normBehind() {
      return true;
    }
  }

  /** The mean of the patches' rows. */
  record Mean(boolean normBehind) implements Pooling {
    @Override
    public String name() {
      return normBehind ? "mean, norm" : "norm, mean";
    }

    @Override
    public Pooler pooler(Weights weights, BlockConfig block, int prefix) {
      return Pooler.meanBehind(prefix, block.width());
    }
  }

  /**
   * A learnt row that attends to all: SigLIP, PE.
   *
   * @param heads of its attention
   * @param mlpWidth of its MLP's hidden layer
   */
  record Latent(int heads, int mlpWidth) implements Pooling {
    @Override
    public String name() {
      return "latent, heads %d, mlp %d".formatted(heads, mlpWidth);
    }

    @Override
    public Pooler pooler(Weights weights, BlockConfig block, int prefix) {
      return new LatentPool(
          weights.in("attn_pool"),
          new BlockConfig(block.width(), heads, mlpWidth, block.activation(), block.epsilon()));
    }

    @Override
    public boolean normBehind() {
      return false;
    }
  }

  /**
   * The first of learnt rows that attend to all: CoCa.
   *
   * @param queries how many there are
   * @param width of the result
   */
  record Queries(int queries, int heads, int width) implements Pooling {
    @Override
    public String name() {
      return "queries, heads %d".formatted(heads);
    }

    @Override
    public Pooler pooler(Weights weights, BlockConfig block, int prefix) {
      return new QueryPool(
          weights.in("attn_pool"), block.width(), queries, width, heads, block.epsilon());
    }

    @Override
    public int width(BlockConfig block) {
      return width;
    }

    @Override
    public boolean normBehind() {
      return true;
    }
  }
}
