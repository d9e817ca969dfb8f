package dev.imagespace.onnx;

import dev.imagespace.tensor.Parameter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weights of 8 bits with a scale for each output, activations of 8 bits with one scale for all of a
 * run: the fastest, and exact only where no channel of the activations dwarfs the others.
 *
 * @param largest absolute value of a quantised weight
 */
record DynamicInt8(int largest) implements LinearForm {
  /** Outputs that are written side by side, as the result's rows run across them. */
  private static final int TILE = 64;

  private static final int FULL = 127;

  /**
   * Without VNNI, x86 adds two products of an unsigned and a signed byte in 16 bits, which
   * saturate: 2·255·64 fits.
   */
  private static final int WITHOUT_VNNI = 64;

  static DynamicInt8 on(Int8Products products) {
    return new DynamicInt8(products == Int8Products.SATURATING ? WITHOUT_VNNI : FULL);
  }

  @Override
  public Symbol record(LinearLayer layer, Graph graph, ModelWeights weights) {
    Parameter weight = layer.weight();
    int outputs = Math.toIntExact(weight.shape().get(0));
    int inputs = Math.toIntExact(weight.shape().get(1));
    byte[] quantized = new byte[Math.multiplyExact(outputs, inputs)];
    float[] scales = new float[outputs];
    quantize(weight.values().asFloatBuffer(), quantized, scales);
    List<Long> shape = List.of((long) inputs, (long) outputs);
    // Equal nodes are one: layers that read the same input share its quantisation.
    List<Symbol> x = graph.add(Node.of("DynamicQuantizeLinear", layer.x()), 3);
    return graph.add(
        Node.microsoft(
            "MatMulIntegerToFloat",
            x.get(0),
            weights.add(weight.name(), ElementType.INT8, shape, ByteBuffer.wrap(quantized)),
            x.get(1),
            graph.floats(scales),
            x.get(2),
            Symbol.NONE,
            layer.bias() == null ? Symbol.NONE : weights.get(layer.bias())));
  }

  /** (out, in) to (in, out). */
  private void quantize(FloatBuffer values, byte[] quantized, float[] scales) {
    int outputs = scales.length;
    IntStream.range(0, (outputs + TILE - 1) / TILE)
        .parallel()
        .forEach(
            tile -> {
              int end = Math.min((tile + 1) * TILE, outputs);
              for (int output = tile * TILE; output < end; output++) {
                scales[output] = quantizeRow(values, output, quantized, outputs);
              }
            });
  }

  private float quantizeRow(FloatBuffer values, int output, byte[] quantized, int outputs) {
    int inputs = quantized.length / outputs;
    int row = output * inputs;
    float scale = Quantization.scale(values, row, row + inputs, largest);
    for (int i = 0; i < inputs; i++) {
      quantized[i * outputs + output] = (byte) Math.round(values.get(row + i) / scale);
    }
    return scale;
  }

  @Override
  public String toString() {
    return largest == FULL ? "dynamic" : "dynamic, 7-bit weights";
  }
}
