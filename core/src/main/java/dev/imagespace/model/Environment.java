package dev.imagespace.model;

import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Environment variables, read as the Hugging Face tools read them: paths with '~' and with other
 * variables in them. Immutable.
 */
record Environment(Map<String, String> variables) {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{([^}]*)})");

  /** The value of the first of these variables that is set and not blank. */
  Optional<String> first(String... names) {
    return Stream.of(names)
        .map(name -> variables.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /** The same for a path. */
  Optional<Path> path(String... names) {
    return first(names).map(this::path);
  }

  private Path path(String text) {
    boolean atHome = text.equals("~") || text.startsWith("~/");
    String absolute = atHome ? userHome() + text.substring(1) : text;
    String name = VARIABLE.matcher(absolute).replaceAll(this::value);
    String refusal = FileNames.refusal(name);
    if (refusal != null) {
      throw new ModelCacheException(
          "The environment names the path '%s': %s".formatted(Shown.of(name), refusal));
    }
    return Path.of(name);
  }

  /** A variable that is not set stays as it is written. */
  private String value(MatchResult variable) {
    String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
    return Matcher.quoteReplacement(variables.getOrDefault(name, variable.group()));
  }

  /**
   * HOME comes first, as in other tools: Java reads the user database, which in a container may
   * lack the user.
   */
  Path userHome() {
    Optional<String> home = File.separatorChar == '/' ? first("HOME") : Optional.empty();
    return Path.of(home.orElseGet(() -> System.getProperty("user.home")));
  }
}
