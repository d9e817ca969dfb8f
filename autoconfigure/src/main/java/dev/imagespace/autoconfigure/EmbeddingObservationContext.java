package dev.imagespace.autoconfigure;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** What is known of one request: numbers and names, none of its content. For one thread. */
public final class EmbeddingObservationContext extends Observation.Context {
  private final String model;
  private final int inputs;
  private final int dimension;
  private @Nullable Integer tokens;

  EmbeddingObservationContext(String model, int inputs, int dimension) {
    this.model = model;
    this.inputs = inputs;
    this.dimension = dimension;
  }

  public String model() {
    return model;
  }

  public int inputs() {
    return inputs;
  }

  public int dimension() {
    return dimension;
  }

  /** Null until there is a response. */
  public @Nullable Integer tokens() {
    return tokens;
  }

  void setTokens(int tokens) {
    this.tokens = tokens;
  }
}
