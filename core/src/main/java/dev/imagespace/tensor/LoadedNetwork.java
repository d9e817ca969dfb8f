package dev.imagespace.tensor;

/**
 * A network whose weights an engine has loaded. Thread-safe, but for {@link #close}, which {@link
 * LazyProgram} calls when nothing runs.
 */
public interface LoadedNetwork extends AutoCloseable {

  /** Runs the pass on one batch. Returns the values of its result, row-major. */
  float[] run(Batch batch);

  /** Bytes of native memory that the weights take, where it is known; else 0. */
  default long weightBytes() {
    return 0;
  }

  /** Frees the weights. */
  @Override
  void close();
}
