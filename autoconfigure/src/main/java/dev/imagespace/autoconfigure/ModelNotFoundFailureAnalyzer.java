package dev.imagespace.autoconfigure;

import dev.imagespace.model.ModelNotFoundException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a start without the files of the model. */
final class ModelNotFoundFailureAnalyzer extends AbstractFailureAnalyzer<ModelNotFoundException> {

  private final Environment environment;

  ModelNotFoundFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ModelNotFoundException cause) {
    return new FailureAnalysis(
        "ImageSpace did not find its model. "
            + cause.getMessage()
            + SettingInEffect.of(environment, "imagespace.model").describe()
            + SettingInEffect.of(environment, "imagespace.model-cache-dir").describe(),
        "Set 'imagespace.model' to the name of a model that is in the cache, or to a directory that"
            + " holds its files. Set 'imagespace.model-cache-dir' where the cache is not the one"
            + " that the Hugging Face tools use.",
        cause);
  }
}
