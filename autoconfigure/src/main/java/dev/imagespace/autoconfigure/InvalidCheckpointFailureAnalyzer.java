package dev.imagespace.autoconfigure;

import dev.imagespace.model.InvalidCheckpointException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Explains a start with files that are not a checkpoint which can be run exactly. */
final class InvalidCheckpointFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidCheckpointException> {

  private final Environment environment;

  InvalidCheckpointFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidCheckpointException cause) {
    return new FailureAnalysis(
        "ImageSpace found its model, but cannot run it. "
            + cause.getMessage()
            + SettingInEffect.of(environment, "imagespace.model").describe(),
        "If the files were cut short, delete them and fetch the model again. Otherwise set"
            + " 'imagespace.model' to a CLIP checkpoint with safetensors weights.",
        cause);
  }
}
