package dev.imagespace.tower.block;

import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A stack of pre-norm blocks of which one row of each item is kept. */
public final class Transformer {
  private final List<TransformerBlock> blocks;
  private final TransformerBlock last;

  public Transformer(Weights weights, BlockConfig config, int layers) {
    if (layers < 1) {
      throw new IllegalArgumentException("a transformer has %d layers".formatted(layers));
    }
    List<TransformerBlock> all =
        IntStream.range(0, layers)
            .mapToObj(
                i ->
                    new TransformerBlock(
                        weights.in("resblocks." + i), config, TransformerBlock.Norm.BEFORE))
            .toList();
    this.blocks = all.subList(0, layers - 1);
    this.last = all.get(layers - 1);
  }

  /**
   * (B·K, D) → (B, D).
   *
   * @param rows (B), the numbers of the rows to keep among B·K
   * @param mask (K, K), or null where every token sees every other
   * @param rowMask the mask's rows for the kept tokens, (B, 1, 1, K)
   */
  public Tensor forward(
      Ops ops, Tensor x, Tensor rows, Dim tokens, @Nullable Tensor mask, @Nullable Tensor rowMask) {
    Tensor state = x;
    for (TransformerBlock block : blocks) {
      state = block.forward(ops, state, tokens, mask);
    }
    return last.pooled(ops, state, rows, tokens, rowMask);
  }
}
