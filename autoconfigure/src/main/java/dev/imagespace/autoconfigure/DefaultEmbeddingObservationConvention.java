package dev.imagespace.autoconfigure;

import dev.imagespace.autoconfigure.EmbeddingObservationDocumentation.HighKey;
import dev.imagespace.autoconfigure.EmbeddingObservationDocumentation.LowKey;
import io.micrometer.common.KeyValues;

/** The keys of {@link EmbeddingObservationDocumentation}. Stateless. */
public class DefaultEmbeddingObservationConvention implements EmbeddingObservationConvention {

  @Override
  public String getName() {
    return "gen_ai.client.operation";
  }

  @Override
  public String getContextualName(EmbeddingObservationContext context) {
    return "embedding " + context.model();
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(EmbeddingObservationContext context) {
    return KeyValues.of(
        LowKey.OPERATION.withValue("embedding"),
        LowKey.SYSTEM.withValue("imagespace"),
        LowKey.REQUEST_MODEL.withValue(context.model()),
        LowKey.RESPONSE_MODEL.withValue(context.model()));
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(EmbeddingObservationContext context) {
    KeyValues keys = KeyValues.of(HighKey.DIMENSIONS.withValue("" + context.dimension()));
    Integer tokens = context.tokens();
    return tokens == null
        ? keys
        : keys.and(
            HighKey.INPUT_TOKENS.withValue("" + tokens),
            HighKey.TOTAL_TOKENS.withValue("" + tokens));
  }
}
