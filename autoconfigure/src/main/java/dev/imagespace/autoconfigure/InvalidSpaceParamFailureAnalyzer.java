package dev.imagespace.autoconfigure;

import dev.imagespace.InvalidSpaceParamException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start with parameters that make no space. */
final class InvalidSpaceParamFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidSpaceParamException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidSpaceParamException cause) {
    return new FailureAnalysis(
        "The parameters of an ImageSpace do not fit together. " + cause.getMessage(),
        "Correct the 'imagespace.*' properties, or the ImageSpace bean of the application.",
        cause);
  }
}
