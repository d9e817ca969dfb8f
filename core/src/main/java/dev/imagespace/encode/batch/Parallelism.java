package dev.imagespace.encode.batch;

import dev.imagespace.execution.Execution;
import dev.imagespace.image.load.Processors;
import dev.imagespace.tensor.Engine;

/**
 * How the runs of a network share the processors out among them.
 *
 * @param most runs side by side
 * @param part processors of each of them
 * @param all processors of a run that is alone
 */
public record Parallelism(int most, int part, int all) {

  /** As is fastest, or as the execution says by its number of threads. */
  public static Parallelism of(Execution execution, Engine engine, Processors processors) {
    int number = processors.number();
    if (execution.device() != null && !execution.device().equals("cpu")) {
      // The processor only tells the device what to do.
      return new Parallelism(1, 1, 1);
    }
    Integer threads = execution.threads();
    if (threads != null) {
      int part = Math.min(threads, number);
      return new Parallelism(number / part, part, part);
    }
    if (engine.runsOnOneProcessor()) {
      return new Parallelism(number, 1, number);
    }
    // One decodes meanwhile: else a batch would find no pictures that came while the last one ran.
    int most = Math.max(1, number - 1);
    return new Parallelism(1, most, most);
  }

  /** What one of the runs is to take of so many inputs, for all to end at about the same time. */
  int share(int inputs) {
    return (inputs + most - 1) / most;
  }

  /** Whether so few inputs are done sooner by one run on all processors. */
  boolean isForOneRun(int inputs) {
    return all > part && inputs < most;
  }
}
