package dev.imagespace.autoconfigure;

import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelHandlerMismatchException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a start whose handler is not the one that the model's files are laid out for. */
final class ModelHandlerMismatchFailureAnalyzer
    extends AbstractFailureAnalyzer<ModelHandlerMismatchException> {

  private static final String HANDLER = "imagespace.model-handler";

  private final Environment environment;

  ModelHandlerMismatchFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ModelHandlerMismatchException cause) {
    return new FailureAnalysis(
        "ImageSpace cannot read its model with this handler. "
            + cause.getMessage()
            + SettingInEffect.of(environment, HANDLER).describe(),
        "Set '%s=%s', or choose another model by 'imagespace.model'."
            .formatted(HANDLER, propertyValue(otherHandler())),
        cause);
  }

  private ModelHandler otherHandler() {
    ModelHandler given =
        Binder.get(environment)
            .bind(HANDLER, ModelHandler.class)
            .orElse(ModelHandler.SENTENCE_TRANSFORMERS);
    return switch (given) {
      case SENTENCE_TRANSFORMERS -> ModelHandler.OPEN_CLIP;
      case OPEN_CLIP -> ModelHandler.SENTENCE_TRANSFORMERS;
    };
  }

  private static String propertyValue(ModelHandler handler) {
    return switch (handler) {
      case SENTENCE_TRANSFORMERS -> "sentence-transformers";
      case OPEN_CLIP -> "open-clip";
    };
  }
}
