package dev.imagespace.tensor;

/** A forward pass, written once for every engine. Immutable and thread-safe. */
public interface Network {

  /**
   * The whole pass: from the inputs of a {@link Batch} to (B, D).
   *
   * <p>It depends on nothing but the names and shapes of the inputs, so that an engine may call it
   * once and replay what it did.
   */
  Tensor forward(Ops ops, Inputs inputs);

  /** The inputs of the pass by name. */
  @FunctionalInterface
  interface Inputs {
    Tensor get(String name);
  }
}
