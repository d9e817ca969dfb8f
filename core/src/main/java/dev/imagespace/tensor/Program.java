package dev.imagespace.tensor;

/** A {@link Network} that an engine can run. Thread-safe. */
public interface Program {

  /** Runs the pass on one batch; the result's values, row-major. Reads the weights if need be. */
  float[] run(Batch batch);

  /**
   * The same on one processor, for runs side by side: together they are faster than one after the
   * other on all processors, as they never wait for each other. An engine that does not offer this
   * runs as ever.
   */
  default float[] runOnOneProcessor(Batch batch) {
    return run(batch);
  }

  /** Whether the weights are in native memory. */
  boolean isLoaded();

  /** Bytes of native memory that the weights take; 0 where there are none, or it is not known. */
  default long weightBytes() {
    return 0;
  }

  /** Waits for what is running, then frees the weights; the next run reads them again. */
  void release();
}
