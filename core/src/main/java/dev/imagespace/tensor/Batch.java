package dev.imagespace.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The named inputs of one run of a {@link Network}, and what B and L stand for in it. Not
 * thread-safe while it is filled.
 */
public final class Batch {

  /** An input: row-major values and their shape. */
  public sealed interface Input {
    List<Dim> shape();

    /** Pixels, masks and the like. */
    record Floats(float[] values, List<Dim> shape) implements Input {}

    /** Ids of tokens, and numbers of rows. */
    record Longs(long[] values, List<Dim> shape) implements Input {}
  }

  private final int size;
  private final int length;
  private final Map<String, Input> inputs = new LinkedHashMap<>();

  /**
   * Makes an empty batch.
   *
   * @param size B
   * @param length L; 1 where a network has no sequences
   */
  public Batch(int size, int length) {
    this.size = size;
    this.length = length;
  }

  /** Returns B. */
  public int size() {
    return size;
  }

  /** Returns L. */
  public int length() {
    return length;
  }

  /**
   * Adds an input.
   *
   * @throws IllegalArgumentException where the shape holds another number of values
   */
  public Batch floats(String name, float[] values, Dim... shape) {
    inputs.put(name, new Input.Floats(values, checked(name, values.length, shape)));
    return this;
  }

  /**
   * Adds an input of whole numbers.
   *
   * @throws IllegalArgumentException where the shape holds another number of values
   */
  public Batch longs(String name, long[] values, Dim... shape) {
    inputs.put(name, new Input.Longs(values, checked(name, values.length, shape)));
    return this;
  }

  /** Returns the inputs by name, in the order in which they were added. Not a copy. */
  public Map<String, Input> inputs() {
    return inputs;
  }

  private List<Dim> checked(String name, int count, Dim... shape) {
    long expected = 1;
    for (Dim dim : shape) {
      expected *= dim.in(this);
    }
    if (expected != count) {
      throw new IllegalArgumentException(
          "Input '%s' has %d values; its shape holds %d".formatted(name, count, expected));
    }
    return List.of(shape);
  }
}
