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
import dev.imagespace.tower.block.TransformerBlock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * BERT (Devlin et al. 2018) with the mean over a text's tokens as its vector, as OpenCLIP's
 * HFTextEncoder builds it. Padding is masked, so padding to the longest text of a batch is exact.
 */
public final class BertTextTower implements TextTower {
  private final Config config;
  private final Parameter words;
  private final Parameter positions;
  private final Parameter type;
  private final LayerNorm norm;
  private final List<TransformerBlock> blocks;
  private final @Nullable Projection projection;

  /**
   * Sizes of the network.
   *
   * @param positions rows of the position table
   * @param types rows of the token type table, of which the first is used
   * @param padding id that marks padding; a text may hold it and is masked there
   * @param dimension of the vectors; equal to the width where there is no projection
   */
  public record Config(
      int vocabulary,
      int positions,
      int types,
      int padding,
      int layers,
      BlockConfig block,
      int dimension,
      boolean projected) {}

  public BertTextTower(Weights weights, Config config) {
    Weights bert = weights.in("transformer");
    Weights embeddings = bert.in("embeddings");
    int width = config.block.width();
    this.config = config;
    this.words = embeddings.get("word_embeddings.weight", config.vocabulary, width);
    this.positions = embeddings.get("position_embeddings.weight", config.positions, width);
    this.type = embeddings.get("token_type_embeddings.weight", config.types, width).rows(0, 1);
    this.norm = LayerNorm.of(embeddings.in("LayerNorm"), width, config.block.epsilon());
    this.blocks =
        IntStream.range(0, config.layers)
            .mapToObj(i -> bert.in("encoder.layer." + i).named(BertTextTower::stored))
            .map(layer -> new TransformerBlock(layer, config.block, TransformerBlock.Norm.AFTER))
            .toList();
    this.projection =
        config.projected ? Projection.of(weights, "proj", width, config.dimension) : null;
  }

  /** BERT's own names for the weights of a block. */
  private static List<String> stored(String name) {
    String kind = name.substring(name.lastIndexOf(name.contains("in_proj_") ? '_' : '.') + 1);
    return switch (name.substring(0, name.length() - kind.length() - 1)) {
      case "attn.in_proj" ->
          List.of(
              "attention.self.query." + kind,
              "attention.self.key." + kind,
              "attention.self.value." + kind);
      case "attn.out_proj" -> List.of("attention.output.dense." + kind);
      case "ln_1" -> List.of("attention.output.LayerNorm." + kind);
      case "mlp.c_fc" -> List.of("intermediate.dense." + kind);
      case "mlp.c_proj" -> List.of("output.dense." + kind);
      case "ln_2" -> List.of("output.LayerNorm." + kind);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Override
  public String describe() {
    return "BERT %d×%d, mean pooling".formatted(config.layers, config.block.width());
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("bert")
        .with("vocabulary", config.vocabulary)
        .with("positions", config.positions)
        .with("types", config.types)
        .with("padding", config.padding)
        .with("layers", config.layers)
        .with("block", config.block.canonical())
        .with("dimension", config.dimension)
        .with("projection", config.projected ? "linear" : "none");
  }

  @Override
  public void requireOwn(int[] ids) {
    PaddedIds.requireBelow(config.vocabulary, ids);
  }

  @Override
  public Batch batch(List<int[]> ids) {
    PaddedIds padded = PaddedIds.of(ids, config.padding);
    int length = padded.length();
    float[] mask = new float[padded.ids().length];
    float[] shares = new float[padded.ids().length];
    for (int i = 0; i < padded.size(); i++) {
      int from = i * length;
      long count = Arrays.stream(padded.ids(), from, from + length).filter(this::isText).count();
      for (int j = from; j < from + length; j++) {
        boolean text = isText(padded.ids()[j]);
        mask[j] = text ? 0 : Float.NEGATIVE_INFINITY;
        shares[j] = text ? 1f / count : 0;
      }
    }
    Dim one = Dim.of(1);
    return new Batch(padded.size(), length)
        .longs("ids", padded.ids(), Dim.B.times(Dim.L))
        .floats("mask", mask, Dim.B, one, one, Dim.L)
        .floats("shares", shares, Dim.B, one, Dim.L);
  }

  private boolean isText(long id) {
    return id != config.padding;
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Tensor mask = inputs.get("mask");
    Dim width = Dim.of(config.block.width());
    Tensor x = ops.scope(() -> embed(ops, inputs.get("ids"), width));
    for (TransformerBlock block : blocks) {
      x = block.forward(ops, x, Dim.L, mask);
    }
    Tensor mean = ops.matmul(inputs.get("shares"), ops.reshape(x, Dim.B, Dim.L, width));
    Tensor pooled = ops.reshape(mean, Dim.B, width);
    return projection == null ? pooled : projection.forward(ops, pooled);
  }

  /** (B·L) → (B·L, D). */
  private Tensor embed(Ops ops, Tensor ids, Dim width) {
    Dim zero = Dim.of(0);
    Tensor words = ops.reshape(ops.gather(this.words, ids), Dim.B, Dim.L, width);
    Tensor placed = ops.add(ops.add(words, type), ops.slice(positions, 0, zero, Dim.L));
    return norm.forward(ops, ops.reshape(placed, Dim.B.times(Dim.L), width));
  }
}
