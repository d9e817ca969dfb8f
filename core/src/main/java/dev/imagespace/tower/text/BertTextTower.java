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
import dev.imagespace.tower.block.TransformerBlock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * BERT (Devlin et al. 2018) and its kin, RoBERTa, XLM-RoBERTa and DistilBERT, with the mean over a
 * text's tokens as its vector, as OpenCLIP's HFTextEncoder builds it. Padding is masked, so padding
 * to the longest text of a batch is exact.
 */
public final class BertTextTower implements TextTower {
  private final Config config;
  private final Parameter words;
  private final Parameter positions;
  private final @Nullable Parameter type;
  private final LayerNorm norm;
  private final List<TransformerBlock> blocks;
  private final TextHead head;

  /** Which row of the position table is a token's. */
  public enum Places {
    /** That of its place in the text. */
    FROM_ZERO,
    /** RoBERTa's: counted from behind the row of the padding id, which padding itself has. */
    BEHIND_PADDING
  }

  /**
   * Sizes of the network.
   *
   * @param positions rows of the position table
   * @param types rows of the token type table, of which the first is used; 0 where there is none
   * @param padding id that marks padding; a text may hold it and is masked there
   * @param dimension of the vectors
   */
  public record Config(
      int vocabulary,
      int positions,
      Places places,
      int types,
      int padding,
      int layers,
      BlockConfig block,
      int dimension,
      TextHead.Kind head) {

    /** The most tokens of a text. */
    public int mostTokens() {
      return places == Places.FROM_ZERO ? positions : positions - padding - 1;
    }
  }

  /**
   * Builds it.
   *
   * @param encoder weights of the embeddings and blocks
   * @param projection weights of the head, named {@code proj}
   */
  public BertTextTower(Weights encoder, Weights projection, Config config) {
    Weights embeddings = encoder.in("embeddings");
    int width = config.block.width();
    this.config = config;
    this.words = embeddings.get("word_embeddings.weight", config.vocabulary, width);
    this.positions = embeddings.get("position_embeddings.weight", config.positions, width);
    this.type =
        config.types == 0
            ? null
            : embeddings.get("token_type_embeddings.weight", config.types, width).rows(0, 1);
    this.norm = LayerNorm.of(embeddings.in("LayerNorm"), width, config.block.epsilon());
    this.blocks =
        IntStream.range(0, config.layers)
            .mapToObj(i -> encoder.in("layers." + i))
            .map(layer -> new TransformerBlock(layer, config.block, TransformerBlock.Norm.AFTER))
            .toList();
    this.head = new TextHead(projection, "proj", config.head, width, config.dimension);
  }

  /** The most tokens of a text. */
  public int mostTokens() {
    return config.mostTokens();
  }

  @Override
  public String describe() {
    return "%s %d×%d, mean pooling"
        .formatted(
            config.places == Places.FROM_ZERO ? "BERT" : "RoBERTa",
            config.layers,
            config.block.width());
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("bert")
        .with("vocabulary", config.vocabulary)
        .with("positions", config.positions)
        .withUnless(Places.FROM_ZERO, "places", config.places)
        .with("types", config.types)
        .with("padding", config.padding)
        .with("layers", config.layers)
        .with("block", config.block.canonical())
        .with("dimension", config.dimension)
        .with("projection", config.head);
  }

  @Override
  public void requireOwn(int[] ids) {
    PaddedIds.requireBelow(config.vocabulary, ids);
  }

  @Override
  public Integer maskedId() {
    return config.padding;
  }

  @Override
  public Batch batch(List<int[]> ids) {
    PaddedIds padded = PaddedIds.of(ids, config.padding);
    Dim one = Dim.of(1);
    Batch batch =
        new Batch(padded.size(), padded.length())
            .longs("ids", padded.ids(), Dim.B.times(Dim.L))
            .floats("mask", padded.mask(config.padding), Dim.B, one, one, Dim.L)
            .floats("shares", padded.shares(config.padding), Dim.B, one, Dim.L);
    return config.places == Places.FROM_ZERO
        ? batch
        : batch.longs("places", padded.places(config.padding), Dim.B.times(Dim.L));
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Tensor mask = inputs.get("mask");
    Dim width = Dim.of(config.block.width());
    Tensor x = ops.scope(() -> embed(ops, inputs, width));
    for (TransformerBlock block : blocks) {
      x = block.forward(ops, x, Dim.L, mask);
    }
    Tensor mean = ops.matmul(inputs.get("shares"), ops.reshape(x, Dim.B, Dim.L, width));
    return head.forward(ops, ops.reshape(mean, Dim.B, width));
  }

  /** (B·L) → (B·L, D). */
  private Tensor embed(Ops ops, Inputs inputs, Dim width) {
    Dim rows = Dim.B.times(Dim.L);
    Tensor x = ops.reshape(ops.gather(words, inputs.get("ids")), Dim.B, Dim.L, width);
    if (type != null) {
      x = ops.add(x, type);
    }
    Tensor placed =
        config.places == Places.FROM_ZERO
            ? ops.slice(positions, 0, Dim.of(0), Dim.L)
            : ops.reshape(ops.gather(positions, inputs.get("places")), Dim.B, Dim.L, width);
    return norm.forward(ops, ops.reshape(ops.add(x, placed), rows, width));
  }
}
