package dev.imagespace.tensor;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;

/** How an engine is found: a {@link java.util.ServiceLoader} service. */
public interface EngineProvider {

  /** As {@link Execution#backend()} names it, such as "pytorch". */
  String name();

  /**
   * How much this engine is to be preferred where nobody names one: the highest is taken.
   *
   * @return negative where it cannot do what is asked for, such as run on that device
   */
  int preference(Execution execution);

  /**
   * An engine, after a check that its native libraries are there. They are loaded at the first run.
   *
   * @throws EngineUnavailableException where they are missing, or it cannot do what is asked for;
   *     the message says what to add or change
   */
  Engine create(Execution execution);
}
