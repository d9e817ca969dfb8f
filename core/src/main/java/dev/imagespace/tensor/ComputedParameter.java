package dev.imagespace.tensor;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computed by a rule from other parameters, or from nothing but sizes. It is computed when an
 * engine first asks, and not again as long as any engine holds the values. Thread-safe.
 */
final class ComputedParameter implements Parameter {
  private final Values values;
  private final long from;
  private final long to;

  /**
   * Nothing is computed yet.
   *
   * @param rule names the computation with its settings
   * @param shape of at least one axis
   */
  ComputedParameter(
      String rule, List<Parameter> inputs, Computation computation, List<Long> shape) {
    this(new Values(rule, List.copyOf(inputs), computation, List.copyOf(shape)), 0, shape.get(0));
  }

  private ComputedParameter(Values values, long from, long to) {
    this.values = values;
    this.from = from;
    this.to = to;
  }

  @Override
  public String name() {
    String whole = values.name();
    return to - from == values.shape.get(0) ? whole : "%s[%d:%d]".formatted(whole, from, to);
  }

  @Override
  public List<Long> shape() {
    List<Long> shape = new ArrayList<>(values.shape);
    shape.set(0, to - from);
    return List.copyOf(shape);
  }

  @Override
  public Parameter rows(long first, long end) {
    StoredParameter.requireRows(this, to - from, first, end);
    return new ComputedParameter(values, from + first, from + end);
  }

  @Override
  public ByteBuffer values() {
    ByteBuffer all = values.get();
    int rowBytes = all.capacity() / Math.toIntExact(values.shape.get(0));
    int offset = Math.toIntExact(from * rowBytes);
    int size = Math.toIntExact((to - from) * rowBytes);
    return all.slice(offset, size).order(ByteOrder.nativeOrder());
  }

  @Override
  public void forEachPiece(Consumer<ByteBuffer> action) {
    action.accept(values());
  }

  @Override
  public @Nullable StoredRegion region() {
    return null;
  }

  @Override
  public String toString() {
    return name() + shape();
  }

  /** Of all rows; parameters of some rows share them. */
  private static final class Values {
    private final String rule;
    private final List<Parameter> inputs;
    private final Computation computation;
    private final List<Long> shape;
    private WeakReference<ByteBuffer> computed = new WeakReference<>(null);

    Values(String rule, List<Parameter> inputs, Computation computation, List<Long> shape) {
      this.rule = rule;
      this.inputs = inputs;
      this.computation = computation;
      this.shape = shape;
    }

    String name() {
      return inputs.stream()
          .map(Parameter::name)
          .collect(Collectors.joining(", ", rule + "(", ")"));
    }

    synchronized ByteBuffer get() {
      ByteBuffer known = computed.get();
      if (known == null) {
        known = compute();
        computed = new WeakReference<>(known);
      }
      return known;
    }

    private ByteBuffer compute() {
      List<FloatBuffer> buffers =
          inputs.stream().map(input -> input.values().asFloatBuffer()).toList();
      float[] result = computation.compute(buffers);
      if (result.length != StoredTensor.elements(shape)) {
        throw new IllegalStateException(
            "%s gives %,d numbers for the shape %s".formatted(name(), result.length, shape));
      }
      ByteBuffer direct =
          ByteBuffer.allocateDirect(Math.multiplyExact(result.length, Float.BYTES))
              .order(ByteOrder.nativeOrder());
      direct.asFloatBuffer().put(result);
      return direct;
    }
  }
}
