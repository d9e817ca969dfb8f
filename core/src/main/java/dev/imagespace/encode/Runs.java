package dev.imagespace.encode;

import dev.imagespace.execution.Execution;
import java.util.concurrent.Executor;

/**
 * How many batches of a network run side by side, and where: as many as share the processors out
 * among them. Native libraries keep threads for each thread that calls them, so that these are few
 * and the same.
 *
 * @param most at a time
 * @param threads as many as there are runs
 */
record Runs(int most, Executor threads) {

  /** An engine that is not told how many threads to take for one run takes all processors. */
  static Runs of(Execution execution, Executor threads) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Runs(
        execution.threads() == null ? 1 : Math.max(1, processors / execution.threads()), threads);
  }
}
