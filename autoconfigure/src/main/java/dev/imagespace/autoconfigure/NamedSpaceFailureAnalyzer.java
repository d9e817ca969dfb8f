package dev.imagespace.autoconfigure;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/**
 * Explains what a named space failed of as it would be explained of the default one, by the names
 * and values that its properties have.
 */
final class NamedSpaceFailureAnalyzer extends AbstractFailureAnalyzer<NamedSpaceException>
    implements Ordered {
  private static final Pattern PROPERTY =
      Pattern.compile("\\bimagespace(\\.[a-z0-9-]+)+(?![\\w.]*:)");

  private final Environment environment;

  NamedSpaceFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NamedSpaceException cause) {
    Throwable reason = cause.getCause();
    if (reason == null) {
      return null;
    }
    ConfigurableEnvironment seen =
        SpaceEnvironment.of((ConfigurableEnvironment) environment, cause.space());
    return SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
        .load(
            FailureAnalyzer.class,
            ArgumentResolver.of(Environment.class, seen),
            FailureHandler.handleMessage((message, failure) -> {}))
        .stream()
        .map(analyzer -> analyzer.analyze(reason))
        .filter(Objects::nonNull)
        .findFirst()
        .map(analysis -> ofSpace(cause.space(), analysis))
        .orElse(null);
  }

  private static FailureAnalysis ofSpace(String space, FailureAnalysis analysis) {
    return new FailureAnalysis(
        "The space '%s': %s".formatted(space, renamed(space, analysis.getDescription())),
        renamed(space, String.valueOf(analysis.getAction())),
        analysis.getCause());
  }

  private static String renamed(String space, @Nullable String text) {
    return PROPERTY
        .matcher(String.valueOf(text))
        .replaceAll(found -> Matcher.quoteReplacement(renamedProperty(space, found.group())));
  }

  private static String renamedProperty(String space, String property) {
    return PropertyNames.ofOneSpace().contains(property)
        ? PropertyNames.SPACES + "." + space + property.substring(PropertyNames.PREFIX.length() - 1)
        : property;
  }
}
