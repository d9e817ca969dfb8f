package dev.imagespace.autoconfigure;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** Names and keys of an embedding's observation. A bean of the application replaces the default. */
public interface EmbeddingObservationConvention
    extends ObservationConvention<EmbeddingObservationContext> {

  @Override
  default boolean supportsContext(Observation.Context context) {
    return context instanceof EmbeddingObservationContext;
  }
}
