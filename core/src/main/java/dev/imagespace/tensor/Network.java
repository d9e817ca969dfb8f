package dev.imagespace.tensor;

import java.util.Map;

/** A forward pass, written once for every engine. Immutable and thread-safe. */
public interface Network {

  /**
   * Computes the whole pass: from the inputs of a {@link Batch} to (B, D).
   *
   * <p>It depends on nothing but the names and shapes of the inputs, so that an engine may call it
   * once and replay what it did.
   */
  Tensor forward(Ops ops, Inputs inputs);

  /** The inputs of the pass by name. */
  @FunctionalInterface
  interface Inputs {

    /**
     * Returns an input.
     *
     * @throws IllegalArgumentException where the batch has none of this name
     */
    Tensor get(String name);

    /** Finds inputs among an engine's values for those of a {@link Batch}. */
    static Inputs of(Map<String, ? extends Tensor> tensors) {
      return name -> {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
          throw new IllegalArgumentException("The batch has no input '" + name + "'");
        }
        return tensor;
      };
    }
  }
}
