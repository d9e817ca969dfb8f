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
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The text tower of CoCa (Yu et al. 2022, 3.2): causal, with a class token behind the whole
 * context, whose row is the text's. Keys of padding are masked as OpenCLIP's weights were trained,
 * one place too late: a key is masked where the id <em>before</em> it is padding. So the first
 * padding counts, and what stands behind an id that is padding's by chance ("!" has it) does not.
 */
public final class CaptionTextTransformer implements TextTower {
  private final Config config;
  private final Parameter tokens;
  private final Parameter positions;
  private final Parameter classRows;
  private final Transformer transformer;
  private final LayerNorm normFinal;
  private final TextHead head;

  /**
   * Sizes of the network.
   *
   * @param contextLength ids of a text, padding included; the class token stands behind them
   * @param padding id whose successor is masked
   * @param dimension of the vectors
   */
  public record Config(
      int contextLength,
      int vocabulary,
      int padding,
      int layers,
      BlockConfig block,
      int dimension,
      TextHead.Kind head) {}

  public CaptionTextTransformer(Weights weights, Config config) {
    int width = config.block.width();
    this.config = config;
    this.tokens = weights.get("token_embedding.weight", config.vocabulary, width);
    this.positions = weights.get("positional_embedding", config.contextLength + 1, width);
    // Added to the row of token 0, which stands in its place among the ids.
    this.classRows =
        weights.computed(
            "class row less token 0",
            List.of(weights.get("cls_emb", width), tokens.rows(0, 1)),
            inputs -> classRows(inputs.get(0), inputs.get(1), width),
            2,
            width);
    this.transformer = new Transformer(weights.in("transformer"), config.block, config.layers);
    this.normFinal = LayerNorm.of(weights.in("ln_final"), width, config.block.epsilon());
    this.head = new TextHead(weights, "text_projection", config.head, width, config.dimension);
  }

  /** Nothing for a token, and for the class token what token 0 lacks. */
  private static float[] classRows(FloatBuffer classToken, FloatBuffer token, int width) {
    float[] rows = new float[2 * width];
    for (int i = 0; i < width; i++) {
      rows[width + i] = classToken.get(i) - token.get(i);
    }
    return rows;
  }

  @Override
  public String describe() {
    return "text transformer %d×%d with a class token"
        .formatted(config.layers, config.block.width());
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("caption-text-transformer")
        .with("context", config.contextLength)
        .with("vocabulary", config.vocabulary)
        .with("padding", config.padding)
        .with("layers", config.layers)
        .with("block", config.block.canonical())
        .with("dimension", config.dimension)
        .with("head", config.head);
  }

  @Override
  public void requireOwn(int[] ids) {
    PaddedIds.requireBelow(config.vocabulary, ids);
  }

  @Override
  public boolean readsPadding() {
    return true;
  }

  /** Of the texts, as many ids as some key is seen of; the class token behind these. */
  @Override
  public Batch batch(List<int[]> ids) {
    int seen = ids.stream().mapToInt(this::seen).max().orElse(1);
    int length = seen + 1;
    long[] tokens = new long[ids.size() * length];
    long[] places = new long[tokens.length];
    long[] classes = new long[tokens.length];
    long[] rows = new long[ids.size()];
    float[] mask = new float[tokens.length * length];
    float[] rowMask = new float[tokens.length];
    for (int i = 0; i < ids.size(); i++) {
      int from = i * length;
      for (int j = 0; j < seen; j++) {
        tokens[from + j] = ids.get(i)[j];
        places[from + j] = j;
      }
      places[from + seen] = config.contextLength;
      classes[from + seen] = 1;
      rows[i] = (long) i * length + seen;
      for (int j = 0; j < length; j++) {
        writeKeys(ids.get(i), j, seen, mask, (from + j) * length);
      }
      System.arraycopy(mask, (from + seen) * length, rowMask, from, length);
    }
    Dim one = Dim.of(1);
    return new Batch(ids.size(), length)
        .longs("ids", tokens, Dim.B.times(Dim.L))
        .longs("places", places, Dim.B.times(Dim.L))
        .longs("classes", classes, Dim.B.times(Dim.L))
        .longs("end-rows", rows, Dim.B)
        .floats("mask", mask, Dim.B, one, Dim.L, Dim.L)
        .floats("row-mask", rowMask, Dim.B, one, one, Dim.L);
  }

  /** The number of ids up to the last whose key is not masked. */
  private int seen(int[] ids) {
    int last = ids.length - 1;
    while (last > 0 && ids[last - 1] == config.padding) {
      last--;
    }
    return last + 1;
  }

  /** The mask of a row: what it does not see is minus infinity. */
  private void writeKeys(int[] ids, int row, int seen, float[] mask, int from) {
    Arrays.fill(mask, from + row + 1, from + seen + 1, Float.NEGATIVE_INFINITY);
    for (int key = 1; key <= Math.min(row, seen - 1); key++) {
      mask[from + key] = ids[key - 1] == config.padding ? Float.NEGATIVE_INFINITY : 0;
    }
    boolean full = ids[ids.length - 1] != config.padding;
    mask[from + seen] = row == seen && full ? 0 : Float.NEGATIVE_INFINITY;
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Tensor x = ops.scope(() -> embed(ops, inputs));
    x =
        transformer.rows(
            ops, x, inputs.get("end-rows"), Dim.L, inputs.get("mask"), inputs.get("row-mask"));
    return head.forward(ops, normFinal.forward(ops, x));
  }

  /** (B·L) → (B·L, D). */
  private Tensor embed(Ops ops, Inputs inputs) {
    Tensor embedded =
        ops.add(
            ops.gather(tokens, inputs.get("ids")), ops.gather(classRows, inputs.get("classes")));
    return ops.add(embedded, ops.gather(positions, inputs.get("places")));
  }
}
