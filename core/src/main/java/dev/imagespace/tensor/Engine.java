package dev.imagespace.tensor;

import java.util.List;
import java.util.function.Supplier;

/**
 * Runs the networks of one model. It owns the native memory of their weights, which it reads when a
 * run first needs them. Thread-safe: {@link #prepare} is called while the model is opened, and
 * {@link #close} once, from any thread, while programs may still run.
 */
public interface Engine extends AutoCloseable {

  /**
   * Makes a network one that can be run. Loads nothing yet: what is wrong with its weights or this
   * machine shows at the first run.
   *
   * @param calibration makes calibration inputs, asked for where an engine of less than float32
   *     compares itself with float32 as it loads; expensive, and called from a run
   */
  Program prepare(Network network, Supplier<List<Batch>> calibration);

  /**
   * Tells whether {@link Program#runOnOneProcessor} is more than another name of {@link
   * Program#run}: batches run side by side then, each on one processor, and one after the other
   * where it is not.
   */
  default boolean runsOnOneProcessor() {
    return false;
  }

  /**
   * Frees everything, when what is running has ended. A run that begins after this, or during it,
   * is an {@link IllegalStateException} with the message "The model is closed".
   */
  @Override
  void close();
}
