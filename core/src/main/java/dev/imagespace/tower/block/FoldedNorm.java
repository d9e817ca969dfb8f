package dev.imagespace.tower.block;

import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several convolutions of one input, each with a batch norm behind it, that are added: at inference
 * these are one convolution (RepVGG, Ding et al. 2021). A branch of a smaller window lies in the
 * middle of the largest; one without a convolution passes its channel on.
 */
public final class FoldedNorm {
  private final int in;
  private final int out;
  private final int kernel;
  private final int groups;
  private final double epsilon;
  private final List<Branch> branches = new ArrayList<>();
  private final List<Parameter> inputs = new ArrayList<>();
  private @Nullable Parameter scale;
  private boolean aroundIdentity;

  /** Numbers of the inputs of a branch: its window, if any, and the first of its norm's four. */
  private record Branch(int kernel, int window, int norm, double sign) {}

  /**
   * No branch yet.
   *
   * @param kernel side of the largest window
   */
  public FoldedNorm(int in, int out, int kernel, int groups, double epsilon) {
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.groups = groups;
    this.epsilon = epsilon;
  }

  /** A convolution, "conv", and its norm, "bn", as one. */
  public static Convolution into(
      Weights weights,
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      int groups,
      double epsilon) {
    return new FoldedNorm(in, out, kernel, groups, epsilon)
        .convolution(weights, kernel)
        .into(weights, stride, padding);
  }

  /** Adds a convolution, "conv", with a norm, "bn". */
  public FoldedNorm convolution(Weights weights, int side) {
    int window = inputs.size();
    inputs.add(weights.get("conv.weight", out, in / groups, side, side));
    return branch(weights.in("bn"), side, window, 1);
  }

  /** Adds what comes in, with a norm. */
  public FoldedNorm identity(Weights norm) {
    return branch(norm, 0, -1, 1);
  }

  /** Takes away what comes in, with a norm. */
  public FoldedNorm minusIdentity(Weights norm) {
    return branch(norm, 0, -1, -1);
  }

  private FoldedNorm branch(Weights norm, int side, int window, double sign) {
    branches.add(new Branch(side, window, inputs.size(), sign));
    for (String name : List.of("weight", "bias", "running_mean", "running_var")) {
      inputs.add(norm.get(name, out));
    }
    return this;
  }

  /** Scales the sum channel by channel, and adds what comes in: the residual around it. */
  public FoldedNorm scaledAroundIdentity(Parameter factors) {
    scale = factors;
    aroundIdentity = true;
    return this;
  }

  /** The one convolution. */
  public Convolution into(Weights weights, int stride, int padding) {
    List<Parameter> all = new ArrayList<>(inputs);
    if (scale != null) {
      all.add(scale);
    }
    int[] shape = {out, in / groups, kernel, kernel};
    return new Convolution(
        weights.computed(
            "window of " + rule(),
            all,
            values -> window(values),
            Arrays.stream(shape).asLongStream().toArray()),
        weights.computed("bias of " + rule(), all, values -> bias(values), out),
        stride,
        padding,
        groups);
  }

  private String rule() {
    StringBuilder rule = new StringBuilder(aroundIdentity ? "x + s·(" : "(");
    for (Branch branch : branches) {
      rule.append(branch.sign < 0 ? "−" : "+").append(branch.window < 0 ? "x" : branch.kernel);
    }
    return "%s) normed with %s, side %d, groups %d"
        .formatted(rule, Double.toHexString(epsilon), kernel, groups);
  }

  private float[] window(List<FloatBuffer> values) {
    int perGroup = in / groups;
    double[] window = new double[out * perGroup * kernel * kernel];
    for (Branch branch : branches) {
      for (int channel = 0; channel < out; channel++) {
        double factor = factor(values, branch, channel);
        if (branch.window < 0) {
          window[middle(channel)] += factor;
        } else {
          addInTheMiddle(window, channel, values.get(branch.window), branch.kernel, factor);
        }
      }
    }
    if (aroundIdentity) {
      for (int channel = 0; channel < out; channel++) {
        window[middle(channel)] += 1;
      }
    }
    return rounded(window);
  }

  private void addInTheMiddle(
      double[] window, int channel, FloatBuffer small, int side, double factor) {
    int perGroup = in / groups;
    int border = (kernel - side) / 2;
    for (int i = 0; i < perGroup * side * side; i++) {
      int input = channel * perGroup + i / (side * side);
      int row = i / side % side + border;
      int column = i % side + border;
      int from = channel * perGroup * side * side + i;
      window[(input * kernel + row) * kernel + column] += factor * small.get(from);
    }
  }

  /** Where a channel's own input has the middle of its window. */
  private int middle(int channel) {
    int perGroup = in / groups;
    int input = channel * perGroup + channel % perGroup;
    return input * kernel * kernel + kernel / 2 * kernel + kernel / 2;
  }

  private float[] bias(List<FloatBuffer> values) {
    double[] bias = new double[out];
    for (Branch branch : branches) {
      FloatBuffer shift = values.get(branch.norm + 1);
      FloatBuffer mean = values.get(branch.norm + 2);
      for (int channel = 0; channel < out; channel++) {
        bias[channel] +=
            branch.sign * outer(values, channel) * shift.get(channel)
                - factor(values, branch, channel) * mean.get(channel);
      }
    }
    return rounded(bias);
  }

  private double factor(List<FloatBuffer> values, Branch branch, int channel) {
    double deviation = Math.sqrt(values.get(branch.norm + 3).get(channel) + epsilon);
    double own = values.get(branch.norm).get(channel) / deviation;
    return branch.sign * outer(values, channel) * own;
  }

  private double outer(List<FloatBuffer> values, int channel) {
    return scale == null ? 1 : values.get(values.size() - 1).get(channel);
  }

  private static float[] rounded(double[] exact) {
    float[] values = new float[exact.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) exact[i];
    }
    return values;
  }
}
