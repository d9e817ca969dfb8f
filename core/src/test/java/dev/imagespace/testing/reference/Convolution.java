package dev.imagespace.testing.reference;

import java.util.Arrays;

/**
 * A convolution over two axes.
 *
 * @param x (B, in, H, W), padded
 * @param weight (out, in/groups, k, k)
 */
record Convolution(NdArray x, NdArray weight, int stride, int groups) {

  NdArray result() {
    int side = weight.size(2);
    int rows = (x.size(2) - side) / stride + 1;
    int columns = (x.size(3) - side) / stride + 1;
    int outputs = weight.size(0);
    float[] values = new float[x.size(0) * outputs * rows * columns];
    double[] plane = new double[rows * columns];
    for (int map = 0; map < x.size(0) * outputs; map++) {
      Arrays.fill(plane, 0);
      for (int input = 0; input < weight.size(1); input++) {
        for (int i = 0; i < side * side; i++) {
          addShifted(plane, columns, map, input, i);
        }
      }
      for (int i = 0; i < plane.length; i++) {
        values[map * plane.length + i] = (float) plane[i];
      }
    }
    return new NdArray(values, x.size(0), outputs, rows, columns);
  }

  /** Adds one input channel times one of the window's numbers to an output channel. */
  private void addShifted(double[] plane, int columns, int map, int input, int inWindow) {
    int side = weight.size(2);
    int width = x.size(3);
    int output = map % weight.size(0);
    int group = output / (weight.size(0) / groups);
    int channel = map / weight.size(0) * x.size(1) + group * weight.size(1) + input;
    int corner = channel * x.stride(1) + inWindow / side * width + inWindow % side;
    double factor = weight.values()[(output * weight.size(1) + input) * side * side + inWindow];
    for (int i = 0; i < plane.length; i++) {
      plane[i] += factor * x.values()[corner + (i / columns * width + i % columns) * stride];
    }
  }
}
