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
import dev.imagespace.tower.block.Pooler;
import dev.imagespace.tower.block.Rotation;
import dev.imagespace.tower.block.Transformer;
import dev.imagespace.tower.block.TransformerBlock.Norm;
import org.jspecify.annotations.Nullable;

/**
 * A vision transformer (Dosovitskiy et al. 2020): patches become tokens with positions, a stack of
 * blocks lets them see each other, and what is pooled of them is projected. CLIP's (Radford et al.
 * 2021, 2.4) has a class token, a layer norm in front, and projects the class token's row; {@link
 * Config} says what others do.
 */
public final class VisionTransformer implements ImageTower {
  private static final String CLASS_ROWS = "class-rows";

  private final Config config;
  private final Stem.Layer stem;
  private final @Nullable Parameter classEmbedding;
  private final @Nullable Parameter positions;
  private final @Nullable LayerNorm normPre;
  private final Transformer transformer;
  private final LayerNorm normPost;
  private final @Nullable Pooler pooler;
  private final Head.Layer head;

  /**
   * Sizes, and where it is another than CLIP's.
   *
   * @param stem pixels to cells
   * @param classToken whether a token without a place stands in front
   * @param positions what learnt positions are added to
   * @param normPre whether a layer norm stands in front of the blocks
   * @param norm where a block's norms stand
   * @param rotation that attention sees places by, besides positions that are added
   * @param pooling tokens to one row
   * @param head the row to a vector
   * @param dimension of the vectors
   */
  public record Config(
      ImageSize imageSize,
      Stem stem,
      boolean classToken,
      Positions positions,
      boolean normPre,
      int layers,
      BlockConfig block,
      Norm norm,
      @Nullable PatchRotation rotation,
      Pooling pooling,
      Head head,
      int dimension) {

    /** What positions are added to. */
    public enum Positions {
      /** Every token. */
      OF_ALL,
      /** Every token but the class token. */
      OF_PATCHES,
      /** None. */
      NONE
    }

    public Config {
      if (!classToken && pooling instanceof Pooling.ClassToken) {
        throw new IllegalArgumentException("a network without a class token is pooled by it");
      }
    }

    /** CLIP's. */
    public Config(ImageSize imageSize, int patch, int layers, BlockConfig block, int dimension) {
      this(
          imageSize,
          new Stem.Patches(patch, false),
          true,
          Positions.OF_ALL,
          true,
          layers,
          block,
          Norm.BEFORE,
          null,
          new Pooling.ClassToken(),
          Head.PLAIN,
          dimension);
    }

    /** Patches of a column of the picture. */
    public int rows() {
      return stem.cells(imageSize.height());
    }

    /** Patches of a row of the picture. */
    public int columns() {
      return stem.cells(imageSize.width());
    }

    int patches() {
      return rows() * columns();
    }

    /** Tokens in front of the patches'. */
    int prefix() {
      return classToken ? 1 : 0;
    }

    int tokens() {
      return prefix() + patches();
    }

    /** Tokens that have a position. */
    int placed() {
      return positions == Positions.OF_PATCHES ? patches() : tokens();
    }

    CanonicalText canonical() {
      CanonicalText text =
          CanonicalText.of("vit")
              .with("image", imageSize.canonical())
              .with("patch", stem.reduction())
              .with("layers", layers)
              .with("block", block.canonical())
              .with("dimension", dimension)
              .withUnless(1, "class-token", prefix())
              .withUnless(Positions.OF_ALL, "positions", positions)
              .withUnless(1, "norm-pre", normPre ? 1 : 0)
              .withUnless(Norm.BEFORE, "norm", norm)
              .withUnless("", "rotation", rotation == null ? "" : rotation.canonical())
              .withUnless("", "pooling", pooling.name())
              .withUnless(Head.PLAIN, "head", head);
      boolean plain = stem instanceof Stem.Patches patches && !patches.biased();
      return plain ? text : text.with("stem", stem.canonical());
    }
  }

  public VisionTransformer(Weights weights, Config config) {
    int width = config.block().width();
    double epsilon = config.block().epsilon();
    int pooled = config.pooling().width(config.block());
    this.config = config;
    this.stem = config.stem().layer(weights, width);
    this.classEmbedding = config.prefix() == 0 ? null : weights.broadcast("class_embedding", width);
    this.positions =
        config.positions() == Config.Positions.NONE
            ? null
            : weights.broadcast("positional_embedding", config.placed(), width);
    this.normPre = config.normPre() ? LayerNorm.of(weights.in("ln_pre"), width, epsilon) : null;
    this.transformer =
        new Transformer(
            weights.in("transformer"),
            config.block(),
            config.layers(),
            config.norm(),
            rotation(weights, config));
    int normed = config.pooling().normBehind() ? pooled : width;
    this.normPost = LayerNorm.of(weights.in("ln_post"), normed, epsilon);
    this.pooler = config.pooling().pooler(weights, config.block(), config.prefix());
    this.head = config.head().layer(weights, pooled, config.dimension());
  }

  private static @Nullable Rotation rotation(Weights weights, Config config) {
    PatchRotation rotation = config.rotation();
    return rotation == null
        ? null
        : rotation.tables(
            weights, config.rows(), config.columns(), config.prefix(), config.block().headWidth());
  }

  @Override
  public ImageSize imageSize() {
    return config.imageSize();
  }

  @Override
  public String describe() {
    return "ViT %d×%d, patch %d"
        .formatted(config.layers(), config.block().width(), config.stem().reduction());
  }

  @Override
  public CanonicalText configuration() {
    return config.canonical();
  }

  @Override
  public Batch batch(float[] pixels) {
    Batch batch = ImageTower.super.batch(pixels);
    if (pooler != null) {
      return batch;
    }
    long[] classRows = new long[batch.size()];
    for (int i = 0; i < classRows.length; i++) {
      classRows[i] = (long) i * config.tokens();
    }
    return batch.longs(CLASS_ROWS, classRows, Dim.B);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    Dim tokens = Dim.of(config.tokens());
    Tensor x = ops.scope(() -> embed(ops, inputs.get("pixels"), tokens));
    Tensor pooled =
        pooler == null
            ? transformer.rows(ops, x, inputs.get(CLASS_ROWS), tokens, null, null)
            : pool(ops, pooler, transformer.all(ops, x, tokens, null), tokens);
    Tensor normed = config.pooling().normBehind() ? normPost.forward(ops, pooled) : pooled;
    return head.forward(ops, normed);
  }

  private Tensor pool(Ops ops, Pooler own, Tensor x, Dim tokens) {
    return own.forward(ops, config.pooling().normBehind() ? x : normPost.forward(ops, x), tokens);
  }

  /** (B, 3, H, W) → (B·K, D): class token, patches, positions. */
  private Tensor embed(Ops ops, Tensor pixels, Dim tokens) {
    Dim width = Dim.of(config.block().width());
    Dim patches = Dim.of(config.patches());
    Tensor grid = stem.forward(ops, pixels);
    Tensor x = ops.transpose(ops.reshape(grid, Dim.B, width, patches), 0, 2, 1);
    boolean onPatches = config.positions() == Config.Positions.OF_PATCHES;
    x = positions != null && onPatches ? ops.add(x, positions) : x;
    if (classEmbedding != null) {
      Tensor one = ops.reshape(classEmbedding, Dim.of(1), Dim.of(1), width);
      x = ops.concat(1, ops.expand(one, Dim.B, Dim.of(1), width), x);
    }
    x = positions != null && !onPatches ? ops.add(x, positions) : x;
    Tensor rows = ops.reshape(x, Dim.B.times(tokens), width);
    return normPre == null ? rows : normPre.forward(ops, rows);
  }
}
