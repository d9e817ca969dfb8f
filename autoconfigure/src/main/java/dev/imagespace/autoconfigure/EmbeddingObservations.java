package dev.imagespace.autoconfigure;

import dev.imagespace.langchain4j.ImageSpaceEmbeddingModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langchain4j.model.output.TokenUsage;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Observes each request to an {@link ImageSpaceEmbeddingModel}. Thread-safe. */
final class EmbeddingObservations implements EmbeddingModelListener {
  private static final DefaultEmbeddingObservationConvention DEFAULT =
      new DefaultEmbeddingObservationConvention();

  private final ObservationRegistry registry;
  private final @Nullable EmbeddingObservationConvention convention;

  EmbeddingObservations(
      ObservationRegistry registry, @Nullable EmbeddingObservationConvention convention) {
    this.registry = registry;
    this.convention = convention;
  }

  @Override
  public void onRequest(EmbeddingModelRequestContext request) {
    EmbeddingModel model = request.embeddingModel();
    if (model instanceof ImageSpaceEmbeddingModel) {
      int inputs = request.embeddingRequest().inputs().size();
      Observation observation =
          EmbeddingObservationDocumentation.EMBEDDING.start(
              convention,
              DEFAULT,
              () -> new EmbeddingObservationContext(model.modelName(), inputs, model.dimension()),
              registry);
      request.attributes().put(this, observation.openScope());
    }
  }

  @Override
  public void onResponse(EmbeddingModelResponseContext response) {
    TokenUsage usage = response.response().tokenUsage();
    end(response.attributes(), usage == null ? null : usage.inputTokenCount(), null);
  }

  @Override
  public void onError(EmbeddingModelErrorContext failure) {
    end(failure.attributes(), null, failure.error());
  }

  private void end(
      Map<Object, Object> attributes, @Nullable Integer tokens, @Nullable Throwable error) {
    if (!(attributes.remove(this) instanceof Observation.Scope scope)) {
      return;
    }
    scope.close();
    Observation observation = scope.getCurrentObservation();
    if (tokens != null
        && observation.getContextView() instanceof EmbeddingObservationContext context) {
      context.setTokens(tokens);
    }
    if (error != null) {
      // Its message may name a file: the kind alone is told.
      observation.error(new IllegalStateException(error.getClass().getSimpleName()));
    }
    observation.stop();
  }
}
