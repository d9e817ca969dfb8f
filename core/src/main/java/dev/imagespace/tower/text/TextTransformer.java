package dev.imagespace.tower.text;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BlockConfig;
import dev.imagespace.tower.block.LayerNorm;
import dev.imagespace.tower.block.Projection;
import dev.imagespace.tower.block.Transformer;
import java.util.Arrays;
import java.util.List;

/**
 * The text transformer of CLIP (Radford et al. 2021, 2.4): causal, and the end-of-text token's row
 * projected. No token sees a later one, so tokens behind the end of the longest text of a batch
 * change nothing and are left out.
 */
public final class TextTransformer implements TextTower {
  private final Config config;
  private final Parameter tokens;
  private final Parameter positions;
  private final Transformer transformer;
  private final LayerNorm normFinal;
  private final Projection projection;

  /**
   * Sizes of the network.
   *
   * @param contextLength the most tokens
   * @param dimension of the vectors
   */
  public record Config(
      int contextLength,
      int vocabulary,
      int layers,
      BlockConfig block,
      int dimension,
      EndOfText endOfText) {}

  public TextTransformer(Weights weights, Config config) {
    int width = config.block.width();
    this.config = config;
    this.tokens = weights.get("token_embedding.weight", config.vocabulary, width);
    this.positions = weights.get("positional_embedding", config.contextLength, width);
    this.transformer = new Transformer(weights.in("transformer"), config.block, config.layers);
    this.normFinal = LayerNorm.of(weights.in("ln_final"), width, config.block.epsilon());
    this.projection = Projection.of(weights, "text_projection", width, config.dimension);
  }

  @Override
  public String describe() {
    return "text transformer %d×%d".formatted(config.layers, config.block.width());
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("text-transformer")
        .with("context", config.contextLength)
        .with("vocabulary", config.vocabulary)
        .with("layers", config.layers)
        .with("block", config.block.canonical())
        .with("dimension", config.dimension)
        .with("end-of-text", config.endOfText.canonical());
  }

  @Override
  public void requireOwn(int[] ids) {
    PaddedIds.requireBelow(config.vocabulary, ids);
    config.endOfText.requireIn(ids);
  }

  @Override
  public Batch batch(List<int[]> ids) {
    // What stands behind the end of a text is never seen: any id will do.
    PaddedIds padded = PaddedIds.of(ids, 0);
    long[] endPositions = new long[padded.size()];
    long[] endRows = new long[padded.size()];
    for (int i = 0; i < padded.size(); i++) {
      endPositions[i] = config.endOfText.position(ids.get(i));
      endRows[i] = (long) i * padded.length() + endPositions[i];
    }
    return new Batch(padded.size(), padded.length())
        .longs("ids", padded.ids(), Dim.B.times(Dim.L))
        .longs("end-positions", endPositions, Dim.B)
        .longs("end-rows", endRows, Dim.B)
        .floats("causal-mask", causalMask(padded.length()), Dim.L, Dim.L);
  }

  private static float[] causalMask(int length) {
    float[] mask = new float[length * length];
    for (int i = 0; i < length; i++) {
      Arrays.fill(mask, i * length + i + 1, (i + 1) * length, Float.NEGATIVE_INFINITY);
    }
    return mask;
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Dim one = Dim.of(1);
    Tensor mask = inputs.get("causal-mask");
    Tensor endMask = ops.gather(mask, inputs.get("end-positions"));
    Tensor rowMask = ops.reshape(endMask, Dim.B, one, one, Dim.L);
    Tensor x = ops.scope(() -> embed(ops, inputs.get("ids")));
    x = transformer.rows(ops, x, inputs.get("end-rows"), Dim.L, mask, rowMask);
    return projection.forward(ops, normFinal.forward(ops, x));
  }

  /** (B·L) → (B·L, D). */
  private Tensor embed(Ops ops, Tensor ids) {
    Dim width = Dim.of(config.block.width());
    Tensor embedded = ops.reshape(ops.gather(tokens, ids), Dim.B, Dim.L, width);
    Tensor placed = ops.add(embedded, ops.slice(positions, 0, Dim.of(0), Dim.L));
    return ops.reshape(placed, Dim.B.times(Dim.L), width);
  }
}
