package dev.imagespace.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start beside a library of a version that is too old or too new. */
final class UnsupportedVersionFailureAnalyzer
    extends AbstractFailureAnalyzer<UnsupportedVersionException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedVersionException cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
