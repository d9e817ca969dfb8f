package dev.imagespace.tensor;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;

/**
 * How an engine is found: a {@link java.util.ServiceLoader} service, with a public constructor
 * without parameters. A new one is made for each model that is opened. Stateless.
 */
public interface EngineProvider {

  /** Returns the name by which {@link Execution#backend()} asks for it, such as "pytorch". */
  String name();

  /**
   * Returns how much this engine is to be preferred where nobody names one: the highest is taken.
   * Called while a model is opened; loads no native library and throws nothing.
   *
   * @return negative where it cannot do what is asked for, such as run on that device; 10 for ONNX
   *     Runtime on the CPU, 0 for PyTorch
   */
  int preference(Execution execution);

  /**
   * Opens an engine, after a check that its native libraries are there. They are loaded at the
   * first run. Called once for each model, by the thread that opens it.
   *
   * @param execution what the user asks for; {@link Execution#threads} and {@link
   *     Execution#processors} bound the threads of a run
   * @throws EngineUnavailableException where they are missing, or it cannot do what is asked for;
   *     the message says what to add or change
   */
  Engine create(Execution execution);
}
