package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.BatchNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * EfficientNet-Lite0 (Tan and Le 2019, without squeeze-and-excitation, ReLU6) as timm builds {@code
 * tf_efficientnet_lite0}, pooled by the mean, with the projection of OpenCLIP's TimmModel on top.
 */
public final class EfficientNetLite implements ImageTower {
  private static final int STEM = 32;
  private static final int HEAD = 1280;

  /** Blocks, kernel, stride of the first, expansion, channels. */
  private record Stage(int blocks, int kernel, int stride, int expansion, int channels) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 3, 1, 1, 16),
          new Stage(2, 3, 2, 6, 24),
          new Stage(2, 5, 2, 6, 40),
          new Stage(3, 3, 2, 6, 80),
          new Stage(3, 5, 1, 6, 112),
          new Stage(4, 5, 2, 6, 192),
          new Stage(1, 3, 1, 6, 320));

  private final ImageSize imageSize;
  private final SameConv stem;
  private final BatchNorm stemNorm;
  private final List<InvertedResidual> blocks = new ArrayList<>();
  private final SameConv head;
  private final BatchNorm headNorm;
  private final Head vector;
  private final Head.Layer projection;

  /**
   * Takes its weights.
   *
   * @param vector what stands behind the mean
   * @param dimension of the vectors
   */
  public EfficientNetLite(Weights weights, ImageSize imageSize, Head vector, int dimension) {
    Weights trunk = weights.in("trunk");
    this.imageSize = imageSize;
    this.stem = new SameConv(trunk.get("conv_stem.weight", STEM, 3, 3, 3), 3, 2, 1);
    this.stemNorm = BatchNorm.of(trunk.in("bn1"), STEM, InvertedResidual.EPSILON);
    int in = STEM;
    for (int i = 0; i < STAGES.size(); i++) {
      Stage stage = STAGES.get(i);
      for (int j = 0; j < stage.blocks; j++) {
        Weights block = trunk.in("blocks." + i + "." + j);
        int stride = j == 0 ? stage.stride : 1;
        blocks.add(
            new InvertedResidual(block, in, stage.channels, stage.kernel, stride, stage.expansion));
        in = stage.channels;
      }
    }
    this.head = new SameConv(trunk.get("conv_head.weight", HEAD, in, 1, 1), 1, 1, 1);
    this.headNorm = BatchNorm.of(trunk.in("bn2"), HEAD, InvertedResidual.EPSILON);
    this.vector = vector;
    this.projection = vector.layer(weights, HEAD, dimension);
  }

  @Override
  public ImageSize imageSize() {
    return imageSize;
  }

  @Override
  public String describe() {
    return "EfficientNet-Lite0";
  }

  @Override
  public CanonicalText configuration() {
    return CanonicalText.of("efficientnet-lite0")
        .with("image", imageSize.canonical())
        .withUnless(Head.BIASED_MLP, "head", vector);
  }

  @Override
  public Tensor forward(Ops ops, Inputs inputs) {
    int height = imageSize.height();
    int width = imageSize.width();
    Tensor pixels = inputs.get("pixels");
    Tensor stemmed = stemNorm.forward(ops, stem.forward(ops, pixels, height, width));
    Tensor x = InvertedResidual.relu6(ops, stemmed);
    height = stem.reduced(height);
    width = stem.reduced(width);
    for (InvertedResidual block : blocks) {
      x = block.forward(ops, x, height, width);
      height = block.reduced(height);
      width = block.reduced(width);
    }
    x = InvertedResidual.relu6(ops, headNorm.forward(ops, head.forward(ops, x, height, width)));
    Tensor cells = ops.reshape(x, Dim.B, Dim.of(HEAD), Dim.of((long) height * width));
    return projection.forward(ops, ops.mean(cells, 2)); // (B, D)
  }
}
