package dev.imagespace.tensor;

/**
 * A {@link Network} that an engine can run. Thread-safe: runs go side by side, on few threads that
 * are always the same. {@link LazyProgram} implements all of it but the run itself.
 */
public interface Program {

  /**
   * Runs the pass on one batch. Reads the weights if need be.
   *
   * @return the values of the result, (B, D), row-major
   * @throws dev.imagespace.execution.EngineUnavailableException where the native libraries cannot
   *     be loaded, or do not take the network
   * @throws dev.imagespace.execution.PrecisionRefusedException where the network of less than
   *     float32 is too far from that in float32
   * @throws dev.imagespace.model.InvalidCheckpointException where the files of the weights are not
   *     those any more that the model was opened with
   * @throws IllegalStateException after the engine was closed
   */
  float[] run(Batch batch);

  /**
   * Runs the same on one processor, for runs side by side: together they are faster than one after
   * the other on all processors, as they never wait for each other. An engine that does not offer
   * this runs as ever.
   */
  default float[] runOnOneProcessor(Batch batch) {
    return run(batch);
  }

  /** Tells whether the weights are in native memory. Does not wait. */
  boolean isLoaded();

  /** Bytes of native memory that the weights take; 0 where there are none, or it is not known. */
  default long weightBytes() {
    return 0;
  }

  /** Waits for what is running, then frees the weights; the next run reads them again. */
  void release();
}
