package dev.imagespace.onnx;

import dev.imagespace.tensor.Parameter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Weights of 8 bits with a scale for each 32 in a row, activations likewise: a channel that dwarfs
 * the others spoils its own block alone. It takes a quarter of float32's memory, and about its
 * time.
 */
record BlockwiseInt8() implements LinearForm {
  private static final int BLOCK = 32;
  private static final int BITS = 8;
  private static final int LARGEST = 127;
  private static final int ZERO = 128;

  /**
   * MatMulNBits' name for activations of 8 bits. With those of float32, every run spreads the
   * weights out again: one picture takes twelve times as long.
   */
  private static final int INT8_ACTIVATIONS = 4;

  @Override
  public Symbol record(LinearLayer layer, Graph graph, ModelWeights weights) {
    Parameter weight = layer.weight();
    int outputs = Math.toIntExact(weight.shape().get(0));
    int inputs = Math.toIntExact(weight.shape().get(1));
    int blocks = (inputs + BLOCK - 1) / BLOCK;
    byte[] quantized = new byte[Math.multiplyExact(outputs, blocks * BLOCK)];
    float[] scales = new float[outputs * blocks];
    quantize(weight.values().asFloatBuffer(), inputs, quantized, scales);
    List<Long> shape = List.of((long) outputs, (long) blocks, (long) BLOCK);
    Node product =
        Node.microsoft(
            "MatMulNBits",
            layer.x(),
            weights.add(weight.name(), ElementType.UINT8, shape, ByteBuffer.wrap(quantized)),
            weights.add(weight.name(), scales),
            Symbol.NONE,
            Symbol.NONE,
            layer.bias() == null ? Symbol.NONE : weights.get(layer.bias()));
    return graph.add(
        product
            .with("K", inputs)
            .with("N", outputs)
            .with("bits", BITS)
            .with("block_size", BLOCK)
            .with("accuracy_level", INT8_ACTIVATIONS));
  }

  private static void quantize(FloatBuffer values, int inputs, byte[] quantized, float[] scales) {
    int blocks = (inputs + BLOCK - 1) / BLOCK;
    Arrays.fill(quantized, (byte) ZERO);
    IntStream.range(0, scales.length)
        .parallel()
        .forEach(
            block -> {
              int row = block / blocks * inputs;
              int from = row + block % blocks * BLOCK;
              int to = Math.min(from + BLOCK, row + inputs);
              float scale = Quantization.scale(values, from, to, LARGEST);
              for (int i = from; i < to; i++) {
                quantized[block * BLOCK + i - from] =
                    (byte) (Math.round(values.get(i) / scale) + ZERO);
              }
              scales[block] = scale;
            });
  }

  @Override
  public String toString() {
    return "block-wise";
  }
}
