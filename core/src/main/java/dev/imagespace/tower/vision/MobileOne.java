package dev.imagespace.tower.vision;

import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.FoldedNorm;

/**
 * MobileOne's block (Vasu et al. 2022), timm's MobileOneBlock: a convolution that was trained as up
 * to three, of the whole window, of one cell and of what comes in.
 */
final class MobileOne {
  static final double EPSILON = 1e-5;

  private MobileOne() {}

  /**
   * As one convolution.
   *
   * @param scales whether there is one of one cell
   */
  static Convolution of(
      Weights weights, int in, int out, int kernel, int stride, int groups, boolean scales) {
    return branches(weights, in, out, kernel, stride, groups, scales)
        .into(weights, stride, kernel / 2);
  }

  static FoldedNorm branches(
      Weights weights, int in, int out, int kernel, int stride, int groups, boolean scales) {
    FoldedNorm sum =
        new FoldedNorm(in, out, kernel, groups, EPSILON)
            .convolution(weights.in("conv_kxk.0"), kernel);
    if (scales) {
      sum.convolution(weights.in("conv_scale"), 1);
    }
    if (in == out && stride == 1) {
      sum.identity(weights.in("identity"));
    }
    return sum;
  }
}
