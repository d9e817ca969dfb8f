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
import java.util.List;

/**
 * The encoder of M2M-100 and NLLB (Fan et al. 2020; NLLB Team 2022), of which OpenCLIP's NLLB-CLIP
 * reads the first row: that of the token that names the language. Positions are sines and cosines
 * that no file holds. Padding is masked, so padding to the longest text of a batch is exact.
 */
public final class TranslatorTextTower implements TextTower {
  private static final double LONGEST_WAVE = 10_000;

  private final Config config;
  private final Parameter tokens;
  private final Parameter positions;
  private final Transformer transformer;
  private final LayerNorm normFinal;
  private final TextHead head;

  /**
   * Sizes of the network.
   *
   * @param contextLength the most tokens
   * @param padding id that marks padding; positions count from behind it
   * @param scaled whether the embeddings are multiplied by √D
   * @param dimension of the vectors
   */
  public record Config(
      int contextLength,
      int vocabulary,
      int padding,
      boolean scaled,
      int layers,
      BlockConfig block,
      int dimension,
      TextHead.Kind head) {}

  /**
   * Builds it.
   *
   * @param encoder weights of the embeddings and blocks
   * @param projection weights of the head, named {@code proj}
   */
  public TranslatorTextTower(Weights encoder, Weights projection, Config config) {
    int width = config.block.width();
    int rows = config.contextLength + config.padding + 1;
    this.config = config;
    this.tokens = encoder.get("token_embedding.weight", config.vocabulary, width);
    this.positions =
        encoder.computed(
            "sines and cosines, %d positions of %d, none at %d"
                .formatted(rows, width, config.padding),
            List.of(),
            inputs -> sinusoids(rows, width, config.padding),
            rows,
            width);
    this.transformer = new Transformer(encoder.in("transformer"), config.block, config.layers);
    this.normFinal = LayerNorm.of(encoder.in("ln_final"), width, config.block.epsilon());
    this.head = new TextHead(projection, "proj", config.head, width, config.dimension);
  }

  /** Sines, then cosines, of ever longer waves; rounded to float wherever the original is. */
  private static float[] sinusoids(int rows, int width, int padding) {
    float[] table = new float[rows * width];
    int half = width / 2;
    float step = (float) -(Math.log(LONGEST_WAVE) / (half - 1));
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < half && row != padding; i++) {
        float angle = row * (float) Math.exp(i * step);
        table[row * width + i] = (float) Math.sin(angle);
        table[row * width + half + i] = (float) Math.cos(angle);
      }
    }
    return table;
  }

  @Override
  public String describe() {
    return "NLLB encoder %d×%d".formatted(config.layers, config.block.width());
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("translator")
        .with("context", config.contextLength)
        .with("vocabulary", config.vocabulary)
        .with("padding", config.padding)
        .with("scaled", Boolean.toString(config.scaled))
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
  public Integer maskedId() {
    return config.padding;
  }

  @Override
  public Batch batch(List<int[]> ids) {
    PaddedIds padded = PaddedIds.of(ids, config.padding);
    Dim one = Dim.of(1);
    return new Batch(padded.size(), padded.length())
        .longs("ids", padded.ids(), Dim.B.times(Dim.L))
        .longs("places", padded.places(config.padding), Dim.B.times(Dim.L))
        .longs("first-rows", padded.firstRows(), Dim.B)
        .floats("mask", padded.mask(config.padding), Dim.B, one, one, Dim.L);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Tensor mask = inputs.get("mask");
    Tensor x = ops.scope(() -> embed(ops, inputs));
    x = transformer.rows(ops, x, inputs.get("first-rows"), Dim.L, mask, mask);
    return head.forward(ops, normFinal.forward(ops, x));
  }

  /** (B·L) → (B·L, D). */
  private Tensor embed(Ops ops, Inputs inputs) {
    Tensor words = ops.gather(tokens, inputs.get("ids"));
    double scale = config.scaled ? Math.sqrt(config.block.width()) : 1;
    return ops.add(ops.scale(words, scale), ops.gather(positions, inputs.get("places")));
  }
}
