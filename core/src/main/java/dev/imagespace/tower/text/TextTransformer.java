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
import dev.imagespace.tower.block.Transformer;
import java.util.Arrays;
import java.util.List;

/**
 * The text transformer of CLIP (Radford et al. 2021, 2.4), with the variants of OpenCLIP's
 * TextTransformer: one token's row is projected. Where tokens see earlier ones alone, those behind
 * the pooled token change nothing and are left out; where they see all (SigLIP, MobileCLIP, CLIPA),
 * the padding of the whole context counts.
 */
public final class TextTransformer implements TextTower {
  private final Config config;
  private final Parameter tokens;
  private final Parameter positions;
  private final Transformer transformer;
  private final LayerNorm normFinal;
  private final TextHead head;

  /** What a token sees. */
  public enum Sight {
    /** Itself, and what stands before it. */
    CAUSAL,
    /** All, padding included. */
    ALL
  }

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
      PooledToken pooled,
      Sight sight,
      TextHead.Kind head) {

    /** CLIP's own: causal, with a matrix as its head. */
    public Config(
        int contextLength,
        int vocabulary,
        int layers,
        BlockConfig block,
        int dimension,
        PooledToken pooled) {
      this(
          contextLength,
          vocabulary,
          layers,
          block,
          dimension,
          pooled,
          Sight.CAUSAL,
          TextHead.Kind.LINEAR);
    }
  }

  public TextTransformer(Weights weights, Config config) {
    int width = config.block.width();
    this.config = config;
    this.tokens = weights.get("token_embedding.weight", config.vocabulary, width);
    this.positions = weights.get("positional_embedding", config.contextLength, width);
    this.transformer = new Transformer(weights.in("transformer"), config.block, config.layers);
    this.normFinal = LayerNorm.of(weights.in("ln_final"), width, config.block.epsilon());
    this.head = new TextHead(weights, "text_projection", config.head, width, config.dimension);
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
        .with("end-of-text", config.pooled.canonical())
        .withUnless(Sight.CAUSAL, "sight", config.sight)
        .withUnless(TextHead.Kind.LINEAR, "head", config.head);
  }

  @Override
  public void requireOwn(int[] ids) {
    PaddedIds.requireBelow(config.vocabulary, ids);
    config.pooled.requireIn(ids);
  }

  @Override
  public boolean readsPadding() {
    return config.sight == Sight.ALL || config.pooled.rule() == PooledToken.Rule.LAST;
  }

  @Override
  public Batch batch(List<int[]> ids) {
    // What stands behind the end of a text is never seen: any id will do.
    PaddedIds padded = PaddedIds.of(ids, 0);
    long[] positions = new long[padded.size()];
    long[] rows = new long[padded.size()];
    for (int i = 0; i < padded.size(); i++) {
      positions[i] = config.pooled.position(ids.get(i));
      rows[i] = (long) i * padded.length() + positions[i];
    }
    Batch batch =
        new Batch(padded.size(), padded.length())
            .longs("ids", padded.ids(), Dim.B.times(length()))
            .longs("end-rows", rows, Dim.B);
    return config.sight == Sight.ALL
        ? batch
        : batch
            .longs("end-positions", positions, Dim.B)
            .floats("causal-mask", causalMask(padded.length()), Dim.L, Dim.L);
  }

  /** Tokens of a text in a run: where padding is seen, all of the context. */
  private Dim length() {
    return config.sight == Sight.ALL ? Dim.of(config.contextLength) : Dim.L;
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
    Tensor rows = inputs.get("end-rows");
    Tensor x = ops.scope(() -> embed(ops, inputs.get("ids")));
    if (config.sight == Sight.ALL) {
      x = transformer.rows(ops, x, rows, length(), null, null);
    } else {
      Dim one = Dim.of(1);
      Tensor mask = inputs.get("causal-mask");
      Tensor endMask = ops.gather(mask, inputs.get("end-positions"));
      Tensor rowMask = ops.reshape(endMask, Dim.B, one, one, Dim.L);
      x = transformer.rows(ops, x, rows, Dim.L, mask, rowMask);
    }
    return head.forward(ops, normFinal.forward(ops, x));
  }

  /** (B·L) → (B·L, D), L of {@link #length}. */
  private Tensor embed(Ops ops, Tensor ids) {
    Dim width = Dim.of(config.block.width());
    Tensor embedded = ops.reshape(ops.gather(tokens, ids), Dim.B, length(), width);
    Tensor placed = ops.add(embedded, ops.slice(positions, 0, Dim.of(0), length()));
    return ops.reshape(placed, Dim.B.times(length()), width);
  }
}
