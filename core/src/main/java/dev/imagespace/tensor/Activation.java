package dev.imagespace.tensor;

/** The non-linear functions that towers use. */
public enum Activation {
  /** x·Φ(x), exact, by the error function. */
  GELU,
  /** x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the approximation that some networks learnt with. */
  GELU_TANH,
  /** x·sigmoid(1.702·x), what OpenAI's weights were trained with. */
  QUICK_GELU,
  /** max(x, 0). */
  RELU,
  /** min(max(x, 0), 6). */
  RELU6,
  /** x·sigmoid(x). */
  SILU,
  /** 1/(1 + exp(−x)). */
  SIGMOID
}
