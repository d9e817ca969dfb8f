package dev.imagespace.autoconfigure;

import dev.imagespace.model.ModelCacheException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a start without a usable cache directory. */
final class ModelCacheFailureAnalyzer extends AbstractFailureAnalyzer<ModelCacheException> {

  private final Environment environment;

  ModelCacheFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ModelCacheException cause) {
    return new FailureAnalysis(
        "ImageSpace cannot use its model cache. "
            + cause.getMessage()
            + SettingInEffect.of(environment, "imagespace.model-cache-dir").describe(),
        "Set 'imagespace.model-cache-dir' to a directory that this process may read and write; in a"
            + " container with a read-only file system, to a mounted volume.",
        cause);
  }
}
