package dev.imagespace.tensor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Runs networks. It owns the native memory of their weights, which it reads when a run first needs
 * them. Thread-safe.
 */
public interface Engine extends AutoCloseable {

  /**
   * A network that can be run.
   *
   * @param calibration typical inputs, asked for where an engine of less than float32 compares
   *     itself with float32 as it loads
   */
  Program prepare(Network network, Supplier<List<Batch>> calibration);

  /** Whether {@link Program#runOnOneProcessor} is more than another name of {@link Program#run}. */
  default boolean runsOnOneProcessor() {
    return false;
  }

  /** Frees everything. A run after this, or during it, is an {@link IllegalStateException}. */
  @Override
  void close();
}
