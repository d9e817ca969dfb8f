package dev.imagespace.tensor;

/** A {@link Network} that an engine can run. Thread-safe. */
@FunctionalInterface
public interface Program {

  /** Runs the pass on one batch; the result's values, row-major. */
  float[] run(Batch batch);
}
