package dev.imagespace.tensor;

/** How an engine is found: a {@link java.util.ServiceLoader} service. */
public interface EngineProvider {

  /**
   * An engine, after a check that its native libraries are there. They are loaded at the first run.
   *
   * @throws EngineUnavailableException where they are missing; the message says what to add
   */
  Engine create(EngineSettings settings);
}
