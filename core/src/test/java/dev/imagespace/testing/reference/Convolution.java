package dev.imagespace.testing.reference;

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
    NdArray result =
        new NdArray(
            new float[x.size(0) * outputs * rows * columns], x.size(0), outputs, rows, columns);
    for (int plane = 0; plane < x.size(0) * outputs; plane++) {
      for (int input = 0; input < weight.size(1); input++) {
        for (int i = 0; i < side * side; i++) {
          addShifted(result, plane, input, i);
        }
      }
    }
    return result;
  }

  /** Adds one input channel times one of the window's numbers to an output channel. */
  private void addShifted(NdArray result, int plane, int input, int inWindow) {
    int side = weight.size(2);
    int width = x.size(3);
    int output = plane % weight.size(0);
    int group = output / (weight.size(0) / groups);
    int channel = plane / weight.size(0) * x.size(1) + group * weight.size(1) + input;
    int corner = channel * x.stride(1) + inWindow / side * width + inWindow % side;
    float factor = weight.values()[(output * weight.size(1) + input) * side * side + inWindow];
    int columns = result.size(3);
    for (int row = 0; row < result.size(2); row++) {
      int to = (plane * result.size(2) + row) * columns;
      int from = corner + row * stride * width;
      if (stride == 1) {
        NdArray.addProducts(result.values(), to, factor, x.values(), from, columns);
      } else {
        for (int column = 0; column < columns; column++) {
          result.values()[to + column] += factor * x.values()[from + column * stride];
        }
      }
    }
  }
}
