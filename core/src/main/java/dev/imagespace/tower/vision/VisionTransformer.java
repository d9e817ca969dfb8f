package dev.imagespace.tower.vision;

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

/**
 * The vision transformer of CLIP (Radford et al. 2021, 2.4; Dosovitskiy et al. 2020): patches, a
 * class token, a layer norm in front, and the class token's row projected.
 */
public final class VisionTransformer implements ImageTower {
  private static final String CLASS_ROWS = "class-rows";

  private final Config config;
  private final Parameter patchEmbedding;
  private final Parameter classEmbedding;
  private final Parameter positions;
  private final LayerNorm normPre;
  private final Transformer transformer;
  private final LayerNorm normPost;
  private final Projection projection;

  /**
   * Sizes of the network.
   *
   * @param patch side of a patch, pixels
   * @param dimension of the vectors
   */
  public record Config(
      ImageSize imageSize, int patch, int layers, BlockConfig block, int dimension) {
    int patches() {
      return (imageSize.height() / patch) * (imageSize.width() / patch);
    }
  }

  public VisionTransformer(Weights weights, Config config) {
    int width = config.block.width();
    double epsilon = config.block.epsilon();
    this.config = config;
    this.patchEmbedding = weights.get("conv1.weight", width, 3, config.patch, config.patch);
    this.classEmbedding = weights.get("class_embedding", width);
    this.positions = weights.get("positional_embedding", config.patches() + 1L, width);
    this.normPre = LayerNorm.of(weights.in("ln_pre"), width, epsilon);
    this.transformer = new Transformer(weights.in("transformer"), config.block, config.layers);
    this.normPost = LayerNorm.of(weights.in("ln_post"), width, epsilon);
    this.projection = Projection.of(weights, "proj", width, config.dimension);
  }

  @Override
  public ImageSize imageSize() {
    return config.imageSize;
  }

  @Override
  public String describe() {
    return "ViT %d×%d, patch %d".formatted(config.layers, config.block.width(), config.patch);
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("vit")
        .with("image", config.imageSize.canonical())
        .with("patch", config.patch)
        .with("layers", config.layers)
        .with("block", config.block.canonical())
        .with("dimension", config.dimension);
  }

  @Override
  public Batch batch(float[] pixels) {
    Batch batch = ImageTower.super.batch(pixels);
    long[] classRows = new long[batch.size()];
    for (int i = 0; i < classRows.length; i++) {
      classRows[i] = i * (config.patches() + 1L);
    }
    return batch.longs(CLASS_ROWS, classRows, Dim.B);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Dim tokens = Dim.of(config.patches() + 1L);
    Tensor x = ops.scope(() -> normPre.forward(ops, embed(ops, inputs.get("pixels"), tokens)));
    x = transformer.rows(ops, x, inputs.get(CLASS_ROWS), tokens, null, null);
    return projection.forward(ops, normPost.forward(ops, x));
  }

  /** (B, 3, H, W) → (B·(P+1), D): class token, patches, positions. */
  private Tensor embed(Ops ops, Tensor pixels, Dim tokens) {
    Dim width = Dim.of(config.block.width());
    Dim patches = Dim.of(config.patches());
    Tensor grid = ops.conv2d(pixels, patchEmbedding, null, config.patch, 0, 1);
    Tensor rows = ops.transpose(ops.reshape(grid, Dim.B, width, patches), 0, 2, 1);
    Tensor one = ops.reshape(classEmbedding, Dim.of(1), Dim.of(1), width);
    Tensor all = ops.concat(1, ops.expand(one, Dim.B, Dim.of(1), width), rows);
    return ops.reshape(ops.add(all, positions), Dim.B.times(tokens), width);
  }
}
