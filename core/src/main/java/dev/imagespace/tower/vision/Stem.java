package dev.imagespace.tower.vision;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Ops;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Convolution;
import dev.imagespace.tower.block.FoldedNorm;
import java.util.ArrayList;
import java.util.List;

/** How pixels become the cells that are the tokens of a {@link VisionTransformer}. */
public sealed interface Stem permits Stem.Patches, Stem.Convolutions, MobileStem {

  /** Pixels of a side that a cell stands for. */
  int reduction();

  /** How many cells there are of so many pixels. */
  default int cells(int pixels) {
    return pixels / reduction();
  }

  CanonicalText canonical();

  /** With the weights. */
  Layer layer(Weights weights, int width);

  /** A stem that can be run. */
  @FunctionalInterface
  interface Layer {
    Tensor forward(Ops ops, Tensor pixels); // (B, 3, H, W) → (B, D, h, w)
  }

  /**
   * A linear layer for each square patch (Dosovitskiy et al. 2020); pixels that fill no patch are
   * left out.
   *
   * @param reduction side of a patch
   * @param biased whether the layer has a bias, which CLIP's has not
   */
  record Patches(int reduction, boolean biased) implements Stem {

    @Override
    public CanonicalText canonical() {
      return CanonicalText.of("patches").with("bias", biased ? "added" : "none");
    }

    @Override
    public Layer layer(Weights weights, int width) {
      Parameter weight = weights.get("conv1.weight", width, 3, reduction, reduction);
      Parameter bias = biased ? weights.get("conv1.bias", width) : null;
      return new Convolution(weight, bias, reduction, 0, 1)::forward;
    }
  }

  /**
   * Patches in three steps, of 4, 2 and 2 cells of a side, with norms and GELU between:
   * MobileCLIP-B (Vasu et al. 2024), timm's ConvStem.
   *
   * @param channels behind each step; the last are the tokens' width
   */
  record Convolutions(List<Integer> channels) implements Stem {
    private static final List<Integer> SIDES = List.of(4, 2, 2);
    private static final double EPSILON = 1e-5;

    public Convolutions {
      channels = List.copyOf(channels);
    }

    @Override
    public int reduction() {
      return SIDES.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public CanonicalText canonical() {
      return CanonicalText.of("convolutions").with("channels", channels.toString());
    }

    @Override
    public Layer layer(Weights weights, int width) {
      List<Convolution> steps = new ArrayList<>();
      int in = 3;
      for (int i = 0; i < SIDES.size(); i++) {
        int side = SIDES.get(i);
        int out = channels.get(i);
        Weights step = weights.in("stem." + i);
        steps.add(
            i == SIDES.size() - 1
                ? Convolution.ofWindows(step.in("conv"), in, out, side)
                : FoldedNorm.into(step, in, out, side, side, 0, 1, EPSILON));
        in = out;
      }
      return (ops, pixels) -> {
        Tensor x = steps.get(0).forward(ops, pixels);
        for (Convolution step : steps.subList(1, steps.size())) {
          x = step.forward(ops, ops.activate(Activation.GELU, x));
        }
        return x;
      };
    }
  }
}
