package dev.imagespace.tensor;

/** The non-linear functions that towers use. */
public enum Activation {
  /** x·Φ(x), exact, by the error function. */
  GELU,
  /** x·sigmoid(1.702·x), what OpenAI's weights were trained with. */
  QUICK_GELU,
  /** max(x, 0). */
  RELU,
  /** min(max(x, 0), 6). */
  RELU6
}
