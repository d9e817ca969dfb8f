package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A stack of blocks, of which every row of each item is kept, or one. */
public final class Transformer {
  private final List<TransformerBlock> blocks;

  /** Of pre-norm blocks. */
  public Transformer(Weights weights, BlockConfig config, int layers) {
    this(weights, config, layers, TransformerBlock.Norm.BEFORE, null);
  }

  /**
   * Takes its weights.
   *
   * @param rotation that says where a token stands, if positions are not all added in front
   */
  public Transformer(
      Weights weights,
      BlockConfig config,
      int layers,
      TransformerBlock.Norm norm,
      @Nullable Rotation rotation) {
    if (layers < 1) {
      throw new IllegalArgumentException("a transformer has %d layers".formatted(layers));
    }
    this.blocks =
        IntStream.range(0, layers)
            .mapToObj(
                i -> new TransformerBlock(weights.in("resblocks." + i), config, norm, rotation))
            .toList();
  }

  /**
   * Every row: (B·K, D) → (B·K, D).
   *
   * @param mask that broadcasts to (B, heads, K, K), or null where every token sees every other
   */
  public Tensor all(Ops ops, Tensor x, Dim tokens, @Nullable Tensor mask) {
    return through(blocks, ops, x, tokens, mask);
  }

  /**
   * One row of each item, and no more of the last block than these need: (B·K, D) → (B, D).
   *
   * @param rows (B), the numbers of the rows to keep among B·K
   * @param mask as for {@link #all}
   * @param rowMask the mask's rows for the kept tokens, (B, 1, 1, K)
   */
  public Tensor rows(
      Ops ops, Tensor x, Tensor rows, Dim tokens, @Nullable Tensor mask, @Nullable Tensor rowMask) {
    int last = blocks.size() - 1;
    Tensor state = through(blocks.subList(0, last), ops, x, tokens, mask);
    return blocks.get(last).pooled(ops, state, rows, tokens, rowMask);
  }

  private static Tensor through(
      List<TransformerBlock> blocks, Ops ops, Tensor x, Dim tokens, @Nullable Tensor mask) {
    Tensor state = x;
    for (TransformerBlock block : blocks) {
      state = block.forward(ops, state, tokens, mask);
    }
    return state;
  }
}
