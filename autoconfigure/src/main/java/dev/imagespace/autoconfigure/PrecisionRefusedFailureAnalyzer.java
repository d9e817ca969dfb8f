package dev.imagespace.autoconfigure;

import dev.imagespace.execution.PrecisionRefusedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains a start whose warm-up found that the model is another one in the precision asked for.
 */
final class PrecisionRefusedFailureAnalyzer
    extends AbstractFailureAnalyzer<PrecisionRefusedException> {

  private final Environment environment;

  PrecisionRefusedFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PrecisionRefusedException cause) {
    return new FailureAnalysis(
        "ImageSpace does not run its model as it is told to. "
            + cause.getMessage()
            + SettingInEffect.of(environment, "imagespace.precision").describe(),
        "Remove 'imagespace.precision', for the vectors of the original model.",
        cause);
  }
}
