package dev.imagespace.autoconfigure;

import dev.imagespace.autoconfigure.UnknownPropertyException.Unknown;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start with properties that nothing reads. */
final class UnknownPropertyFailureAnalyzer
    extends AbstractFailureAnalyzer<UnknownPropertyException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnknownPropertyException cause) {
    return new FailureAnalysis(
        "ImageSpace has no such property:%n%n%s"
            .formatted(lines(cause, UnknownPropertyFailureAnalyzer::description)),
        "Correct or remove it. Without it the defaults would hold, such as a model that was not"
            + " meant:%n%n%s".formatted(lines(cause, UnknownPropertyFailureAnalyzer::action)),
        cause);
  }

  private static String lines(UnknownPropertyException cause, Function<Unknown, String> line) {
    return cause.unknown().stream().map(line).collect(Collectors.joining("%n".formatted()));
  }

  private static String description(Unknown unknown) {
    return unknown.origin() == null
        ? "    Property: " + unknown.name()
        : "    Property: %s%n    Origin: %s".formatted(unknown.name(), unknown.origin());
  }

  private static String action(Unknown unknown) {
    if (unknown.shared()) {
      return "    %s: all spaces share it; set it directly below 'imagespace'."
          .formatted(unknown.name());
    }
    return unknown.nearest() == null
        ? "    %s: no property has a name like it.".formatted(unknown.name())
        : "    %s: is '%s' meant?".formatted(unknown.name(), unknown.nearest());
  }
}
