package dev.imagespace.onnx;

/** How linear layers are computed. */
interface LinearForm {

  /** Records x·Wᵀ + b. */
  Symbol record(LinearLayer layer, Graph graph, ModelWeights weights);

  /**
   * This form for all layers with a bias, float32 for those without: the projections into the
   * shared space, which are a thousandth of the work and are the vector itself.
   */
  default LinearForm butForProjections() {
    return new ButForProjections(this);
  }

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

  /** See {@link #butForProjections}. */
  record ButForProjections(LinearForm others) implements LinearForm {
    private static final LinearForm FLOAT32 = float32();

    @Override
    public Symbol record(LinearLayer layer, Graph graph, ModelWeights weights) {
      return (layer.bias() == null ? FLOAT32 : others).record(layer, graph, weights);
    }

    @Override
    public String toString() {
      return others.toString();
    }
  }
}
