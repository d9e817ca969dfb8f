package dev.imagespace.tensor;

/**
 * A network whose weights an engine has loaded. Thread-safe, but for {@link #close}, which {@link
 * LazyProgram} calls when nothing runs.
 */
public interface LoadedNetwork extends AutoCloseable {

  /** Runs the pass on one batch. Returns the values of its result, row-major. */
  float[] run(Batch batch);

  /** Frees the weights. */
  @Override
  void close();
}
