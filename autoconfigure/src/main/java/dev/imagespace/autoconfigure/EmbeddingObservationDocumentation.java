package dev.imagespace.autoconfigure;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/** Observations of embedding models, by the key names that Spring AI gives them. */
public enum EmbeddingObservationDocumentation implements ObservationDocumentation {
  /** One request to an embedding model, its waits for a batch included. */
  EMBEDDING;

  @Override
  public Class<? extends ObservationConvention<? extends Observation.Context>>
      getDefaultConvention() {
    return DefaultEmbeddingObservationConvention.class;
  }

  @Override
  public KeyName[] getLowCardinalityKeyNames() {
    return LowKey.values();
  }

  @Override
  public KeyName[] getHighCardinalityKeyNames() {
    return HighKey.values();
  }

  /** Keys of few values. */
  public enum LowKey implements KeyName {
    /** "embedding". */
    OPERATION("gen_ai.operation.name"),
    /** "imagespace". */
    SYSTEM("gen_ai.system"),
    /** The model's name. */
    REQUEST_MODEL("gen_ai.request.model"),
    /** The model's name, once more. */
    RESPONSE_MODEL("gen_ai.response.model");

    private final String key;

    LowKey(String key) {
      this.key = key;
    }

    @Override
    public String asString() {
      return key;
    }
  }

  /** Keys of many values, for traces alone. */
  public enum HighKey implements KeyName {
    /** Length of the vectors. */
    DIMENSIONS("gen_ai.request.embedding.dimensions"),
    /** What the text tower read; pictures have no tokens. */
    INPUT_TOKENS("gen_ai.usage.input_tokens"),
    /** As the input tokens: nothing is generated. */
    TOTAL_TOKENS("gen_ai.usage.total_tokens");

    private final String key;

    HighKey(String key) {
      this.key = key;
    }

    @Override
    public String asString() {
      return key;
    }
  }
}
