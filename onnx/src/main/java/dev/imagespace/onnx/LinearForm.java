package dev.imagespace.onnx;

/** How linear layers are computed. */
interface LinearForm {

  /** Records x·Wᵀ + b. */
  Symbol record(LinearLayer layer, Graph graph, ModelWeights weights);

  /** In float32. ONNX Runtime's Gemm takes the weight as a checkpoint has it, (out, in). */
  static LinearForm float32() {
    return (layer, graph, weights) -> {
      Symbol weight = weights.get(layer.weight());
      Node gemm =
          layer.bias() == null
              ? Node.of("Gemm", layer.x(), weight)
              : Node.of("Gemm", layer.x(), weight, weights.get(layer.bias()));
      return graph.add(gemm.with("transB", 1));
    };
  }
}
