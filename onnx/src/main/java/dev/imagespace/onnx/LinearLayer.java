package dev.imagespace.onnx;

import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer that is not in the graph yet: if only some of its columns are asked for, it is
 * recorded with these rows of its weight, and nothing has to be cut out of a result.
 */
record LinearLayer(Symbol x, Parameter weight, @Nullable Parameter bias) implements Tensor {

  LinearLayer columns(long from, long to) {
    return new LinearLayer(x, weight.rows(from, to), bias == null ? null : bias.rows(from, to));
  }
}
