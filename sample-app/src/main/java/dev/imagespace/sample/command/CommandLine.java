package dev.imagespace.sample.command;

import java.util.ArrayList;
import java.util.List;

/**
 * The command line of the application: at most one command with its arguments, and properties for
 * Spring anywhere, so that {@code --imagespace.model=…} means the same in every mode.
 */
final class CommandLine {
  private final List<String> springProperties = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  CommandLine(String... arguments) {
    for (String argument : arguments) {
      if (isSpringProperty(argument)) {
        springProperties.add(argument);
      } else {
        others.add(argument);
      }
    }
  }

  String[] springProperties() {
    return springProperties.toArray(String[]::new);
  }

  /** The web server is what runs where no command is given. */
  boolean isServer() {
    return others.isEmpty();
  }

  boolean isHelp() {
    return List.of("help", "--help", "-h").contains(others.get(0));
  }

  /** The command, its arguments checked before anything is started. */
  Command command() {
    List<String> rest = others.subList(1, others.size());
    return switch (others.get(0)) {
      case "search" -> SearchCommand.parse(rest);
      case "index" -> IndexCommand.parse(rest);
      case "embed" -> EmbedCommand.parse(rest);
      case "model" -> ModelCommand.parse(rest);
      default ->
          throw new UsageException(
              "There is no command '%s': it is one of search, index, embed, model, help."
                  .formatted(others.get(0)));
    };
  }

  /** Options of a command have no dots; Spring's own two without a dot are let through. */
  private static boolean isSpringProperty(String argument) {
    if (argument.equals("--debug") || argument.equals("--trace")) {
      return true;
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    if (!name.matches("--[A-Za-z][\\w-]*(\\.[\\w\\[\\]-]+)+")) {
      return false;
    }
    if (equals < 0) {
      throw new UsageException("Write a property with its value: %s=VALUE".formatted(name));
    }
    return true;
  }
}
